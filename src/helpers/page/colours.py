"""Give the same place the same colour everywhere.

Okabe and Ito's colours, moved until each stands out on white and, turned round, on the dark page (3
to 1, WCAG 1.4.11), and no two look alike to a reader with any kind of colour blindness; a test
holds both.
"""

from matplotlib.colors import to_hex, to_rgb

from helpers.data.places import list_ancestors

INK, GREY, ACCENT = "#222222", "#767676", "#0072B2"
STANDS_OUT = 3.05  # to 1; the least is 3, of colours rounded to 256 steps a little more
SOFT = "#555555"  # of small words
OTHER = "#D55E00"
# One each for the places that a corpus names first; more places than colours are grey.
PALETTE = ("#0072B2", "#C25537", "#00A563", "#A34D77", "#0095FF", "#C98317", "#7F2A00")


def place_colour(entity_id: str, places) -> str:
    """Return the colour of a place, or of the nearest place that something lies in.

    Grey where no place on the way has a colour.
    """
    owner = _find_owner(entity_id, places)
    return PALETTE[places.coloured.index(owner)] if owner else GREY


def _find_owner(entity_id, places):
    coloured = places.coloured[: len(PALETTE)]
    return next((e for e in list_ancestors(entity_id, places) if e in coloured), None)


def write_in(colour: str) -> str:
    """Return the shade of a colour in which words can be read: 4.5 to 1 on white (WCAG 1.4.3).

    The colour itself if it is dark enough.

    Parameters
    ----------
    colour : str
        As matplotlib takes it.

    Examples
    --------
    >>> write_in("#0072B2"), write_in("#00A563")
    ('#0072b2', '#008751')
    """
    red, green, blue = to_rgb(colour)
    while measure_contrast((red, green, blue), (1, 1, 1)) < 4.5:
        red, green, blue = 0.98 * red, 0.98 * green, 0.98 * blue
    return to_hex((red, green, blue))


def soften(colour) -> str:
    """Return the palest shade of a colour that stands out on white: 3 to 1 (WCAG 1.4.11).

    For bars and edges under a mark of the colour itself; what stands out on white does so turned
    round on the dark page as well.

    Parameters
    ----------
    colour : str
        As matplotlib takes it.

    Examples
    --------
    >>> soften("#222222"), soften("#C98317")
    ('#909090', '#c98317')
    """
    kept = to_rgb(colour)
    for part in range(98, 0, -2):
        paler = tuple(1 - part / 100 * (1 - each) for each in to_rgb(colour))
        if measure_contrast(paler, "white") < STANDS_OUT:
            break
        kept = paler
    return to_hex(kept)


def measure_contrast(one, other) -> float:
    """Return the contrast of two colours, 1 to 21, by the formula of WCAG 2.2.

    Parameters
    ----------
    one, other : str or tuple of float
        As matplotlib takes them.

    Examples
    --------
    >>> round(measure_contrast("black", "white"), 1)
    21.0
    """
    dark, light = sorted(_measure_luminance(to_rgb(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _measure_luminance(rgb):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
