"""Changes to a copy of the data folder, and the one fault that follows."""

OBSERVATIONS = "press/observations.csv"


def edit(data_dir, name, old, new, count=1):
    """Replace a text in a file in which it stands."""
    path = data_dir / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {name}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def only(faults):
    """Return the only fault."""
    assert len(faults) == 1, [str(f) for f in faults]
    return faults[0]
