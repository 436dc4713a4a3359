"""The look is small, has contrast enough, and lets nothing but our own script run."""

import re
import subprocess
import sys

import pytest

from helpers.publishing.look import page_environment, read_policy, read_script, read_style

BUDGET = 30_000


def colours(theme):
    pairs = re.findall(r"--([a-z]+):light-dark\((#\w+),(#\w+)\)", read_style())
    return {name: pair[theme == "dark"] for name, *pair in pairs}


def contrast(one, other):
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_text_has_contrast_enough_in_both_themes(theme, ground):
    palette = colours(theme)
    texts = [palette[name] for name in ("ink", "soft", "accent")]
    texts += [
        pair[theme == "dark"]
        for _, *pair in re.findall(r"\.([a-z]){color:light-dark\((#\w+),(#\w+)\)", read_style())
    ]
    assert len(texts) == 8
    assert min(contrast(text, palette[ground]) for text in texts) >= 4.5


def test_template_style_and_script_keep_within_their_budget():
    frame = (
        page_environment()
        .get_template("runs.html.j2")
        .render(question="", about="", runs=[], comparisons=[])
    )
    assert len(frame.encode()) < BUDGET
    assert len(read_script().encode()) < 5_000


def test_the_style_loads_nothing():
    assert not re.search(r"url\(|@import|@font-face|https?:", read_style())


def test_the_policy_names_our_script_by_its_digest_and_nothing_else():
    assert read_policy().startswith("default-src 'none'")
    assert len(re.findall(r"script-src 'sha256-[\w+/=]{44}'", read_policy())) == 1
    assert "http" not in read_policy()


def test_site_and_checks_do_without_nbconvert():
    code = (
        "import sys, helpers.publishing.front, helpers.publishing.checks; print([m for m in"
        " ('nbconvert', 'nbformat', 'pygments', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_exporter_is_imported_without_a_warning():
    subprocess.run(
        [sys.executable, "-W", "error", "-c", "import helpers.publishing.page"],
        capture_output=True,
        check=True,
    )
