"""Give the same place the same colour everywhere: Okabe and Ito's, safe for colour-blind readers."""

from helpers.places import list_ancestors

INK, GREY, ACCENT = "#222222", "#767676", "#0072B2"
PLACE_COLOURS = {
    "aksu_city": "#0072B2", "aksu_prefecture": "#D55E00", "keping_county": "#009E73",
    "xinhe_county": "#CC79A7", "tibet": "#56B4E9", "dangshan_county": "#E69F00", "yongsheng_county": "#7A5C00",
}

PLACE_NAMES = {
    PLACE_COLOURS[e]: name for e, name in (
        ("aksu_city", "Aksu city"), ("aksu_prefecture", "Aksu prefecture"), ("keping_county", "Keping"), ("xinhe_county", "Xinhe"),
        ("tibet", "Tibet"), ("dangshan_county", "Dangshan"), ("yongsheng_county", "Yongsheng"),
    )
}


def place_colour(entity_id, parents):
    """Return the colour of a place, or of the nearest place that something lies in.

    Parameters
    ----------
    entity_id : str
    parents : mapping of str to str
        Entity to parent.

    Returns
    -------
    colour : str
        Grey where no place on the way has a colour.
    """
    return next((PLACE_COLOURS[e] for e in list_ancestors(entity_id, parents) if e in PLACE_COLOURS), GREY)
