"""Symbols of measures that the languages share: MWh, Mt, GHz."""

from helpers.quantities.language import Unit

_PREFIXES = ("", "k", "M", "G", "T")
_BASES = {"W": _PREFIXES[1:], "Wh": _PREFIXES[1:], "Hz": _PREFIXES, "V": ("k",), "B": _PREFIXES[2:]}
# In plain lower case, as texts are looked up.
SYMBOLS = {
    f"{prefix}{base}".lower(): Unit("amount", f"{prefix}{base}")
    for base, prefixes in _BASES.items()
    for prefix in prefixes
}
SYMBOLS |= {"kt": Unit("amount", "t", "1000"), "mt": Unit("amount", "t", "1000000")}
SYMBOLS |= {"gt": Unit("amount", "t", "1000000000"), "µg": Unit("amount", "µg")}
METRIC_TONS = Unit("amount", "t")


def settle_case(view, draft):
    """Tell MT, metric tons, from Mt, millions of tonnes, which are one in lower case.

    Parameters
    ----------
    view : View
    draft : Draft
        Its unit is changed in place.
    """
    if draft.unit == SYMBOLS["mt"] and not view.text.endswith("MMT", 0, draft.end):
        if view.text.endswith("MT", 0, draft.end) or draft.numeral.scale > 1:
            draft.unit = METRIC_TONS
