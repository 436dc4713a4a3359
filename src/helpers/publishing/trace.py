"""Follow a number back to its print, or a finding to its numbers and their prints."""

import difflib

from helpers.data.assemble import assemble_observations
from helpers.data.home import as_printed
from helpers.data.read import read_table
from helpers.page.findings import read_findings
from helpers.printed import read_printed
from helpers.readings import READINGS, WORDINGS, find_bounds
from helpers.words.periods import describe_period, format_days
from helpers.words.units import format_range


def trace(data_dir, out_dir: str, key: str) -> list[str]:
    """Return the chain behind an observation or a finding, as lines of text.

    Parameters
    ----------
    data_dir : pathlib.Path
    out_dir : str
        Folder of a run, whose findings are searched.
    key : str
        An ``observation_id`` or the key of a finding.

    Raises
    ------
    ValueError
        If nothing has that key; names near ones.
    """
    observations = assemble_observations(data_dir, **as_printed(data_dir))
    files = read_findings(out_dir)
    findings = {
        f["key"]: (file, f)
        for file in files
        if file["notebook"] != "08_findings"
        for f in file["findings"]
    }
    if key in set(observations["observation_id"]):
        return _trace_observation(
            observations.set_index("observation_id").loc[key], key, data_dir, findings
        )
    if key in findings:
        return _trace_finding(*findings[key], observations)
    known = [*observations["observation_id"], *findings]
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else "."
    raise ValueError(
        f"nothing is called {key!r}{hint} Observations have ids such as {known[0]}; findings are"
        " listed in the run's findings folder"
    )


def _trace_observation(row, key, data_dir, findings):
    indicators = read_table(data_dir, "indicators").set_index("indicator_id")
    claims = read_table(data_dir, "claims")
    printed = read_printed(row["as_printed"], row["language"], row["unit"])
    lines = [
        f"{key}: {row['gloss']}",
        f"  printed      {row['as_printed']}   ({WORDINGS[row['wording']]})",
        (
            f"  by           {row['publisher']},"
            f" {format_days(row['published_from'], row['published_to'])}, paragraph"
            f" {row['paragraph']}"
        ),
        f"  article      {row['title'] or '(our copy has no title)'}",
        f"  counted by   {row['counted_by']}",
        (
            f"  about        {row['entity']}, {describe_period(row)} ({row['period_basis']}),"
            f" {row['status']}"
        ),
        (
            f"  definition   {indicators.loc[row['indicator_id'], 'name']}:"
            f" {indicators.loc[row['indicator_id'], 'definition']}"
        ),
    ]
    for name in READINGS:
        low, high = find_bounds(printed, row["unit"], name)
        lines.append(f"  {name:<12} {format_range(low, high, row['unit'], digits=6)}")
    if row["note"]:
        lines.append(f"  note         {row['note']}")
    used = claims[
        [key in (c["result_id"], *c["term_ids"].split(";")) for c in claims.to_dict("records")]
    ]
    lines += [f"  in the claim {c.claim_id}: {c.claim}" for c in used.itertuples()]
    lines += [
        f"  in the finding {name} ({file['notebook']}): {f['text'].replace('**', '')}"
        for name, (file, f) in findings.items()
        if key in f["observations"]
    ]
    return lines


def _trace_finding(file, finding, observations):
    lines = [f"{finding['key']} ({file['notebook']}): {finding['text'].replace('**', '')}"]
    glosses = dict(zip(observations["observation_id"], observations["gloss"], strict=True))
    sources = finding["sources"]
    if not sources:
        return [*lines, "", "It counts over the whole table and rests on no number alone."]
    word = "number" if len(sources) == 1 else "numbers"
    lines += ["", f"It rests on {len(sources)} printed {word}:"]
    for source in sources:
        name = source["observation_id"]
        about = f", {glosses[name]}" if name in glosses else ""
        place = f", paragraph {source['paragraph']}" if source["paragraph"] else ""
        lines += [
            f"- {source['as_printed']}{about}.",
            f"  Printed by {source['publisher']}, {source['published']}{place}; id {name}",
        ]
    return lines
