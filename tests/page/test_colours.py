"""The colours of places stand out in both themes and differ for every reader."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers.page.colours import (
    ACCENT,
    GREY,
    INK,
    OTHER,
    PALETTE,
    measure_contrast,
    soften,
    write_in,
)
from helpers.publishing.look import read_style

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE_XYZ = np.array([0.9505, 1.0, 1.089])
DARK_PLATE = re.search(r"\.plate{background:light-dark\(#fff,(#\w+)\)", read_style())[1]


def see(colour, sight):
    """Return a colour in CIELAB as a reader sees it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(SIGHT[sight] @ linear, 0, 1) / WHITE_XYZ
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def turn_round(colour):
    """Return a colour as the dark theme's filter shows it: lightness inverted, hue kept (Filter
    Effects, section 9)."""
    amount = float(re.search(r"filter:invert\(([.\d]+)\) hue-rotate\(180deg\)", read_style())[1])
    inverted = amount - (2 * amount - 1) * np.array(to_rgb(colour))
    weights = np.array([0.213, 0.715, 0.072])
    return tuple(np.clip((2 * weights @ inverted) - inverted, 0, 1))


@pytest.mark.parametrize("colour", [*PALETTE, ACCENT, GREY, INK])
def test_a_colour_stands_out_on_the_light_and_on_the_dark_page(colour):
    assert measure_contrast(colour, "white") >= 3
    assert measure_contrast(turn_round(colour), DARK_PLATE) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_places_look_alike(sight):
    distance = {
        (a, b): np.linalg.norm(see(a, sight) - see(b, sight))
        for a, b in itertools.combinations(PALETTE, 2)
    }
    # 2.3 is a just noticeable difference side by side (Mahy 1994); small dots far apart need
    # several of them: our rule.
    assert min(distance.values()) >= 6 * 2.3, min(distance, key=distance.get)


@pytest.mark.parametrize("colour", PALETTE)
def test_words_in_a_place_s_colour_can_be_read_in_both_themes(colour):
    assert measure_contrast(write_in(colour), "white") >= 4.5
    assert measure_contrast(turn_round(write_in(colour)), DARK_PLATE) >= 4.5


@pytest.mark.parametrize("colour", [*PALETTE, ACCENT, OTHER, GREY, INK])
def test_the_bar_of_a_range_stands_out_in_both_themes(colour):
    assert measure_contrast(soften(colour), "white") >= 3
    assert measure_contrast(turn_round(soften(colour)), DARK_PLATE) >= 3


def test_a_drawing_has_the_ground_of_its_dark_page():
    paper = re.search(r"--paper:light-dark\(#\w+,(#\w+)\)", read_style().replace(" ", ""))[1]
    assert to_rgb(DARK_PLATE) == to_rgb(paper)
    assert turn_round("white") == pytest.approx(to_rgb(paper), abs=0.5 / 255)
