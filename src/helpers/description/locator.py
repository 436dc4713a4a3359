"""Show where places are: points on a plain grid of degrees, and no border."""

import textwrap
from collections.abc import Mapping

import pandas as pd

from helpers.data.places import list_ancestors
from helpers.page.colours import ACCENT, INK
from helpers.page.figure import PHONE, Drawing, make_axes
from helpers.page.marks import UNDER, name_points
from helpers.words.units import shorten_name

NEAR = (0.18, 0.12)  # of the width and height of all: places closer than that share a label
WHOLE = "country"  # type of what is no place on such a picture


def list_located(
    observations: pd.DataFrame, entities: pd.DataFrame, parents: Mapping[str, str]
) -> pd.DataFrame:
    """Return the places with coordinates that numbers are about, the most numbers first.

    Parameters
    ----------
    observations, entities : DataFrame
    parents : mapping of str to str
        Entity to parent: a firm without coordinates stands where its place does.

    Returns
    -------
    places : DataFrame
        ``place, latitude_deg, longitude_deg, numbers``.
    """
    known = entities.dropna(subset=["latitude_deg", "longitude_deg"]).set_index("entity_id")
    known = known[known["type"] != WHOLE]
    at = [
        next((e for e in list_ancestors(entity, parents) if e in known.index), None)
        for entity in observations["entity_id"]
    ]
    counts = pd.Series(at, dtype=object).dropna().value_counts(sort=False)
    places = known.loc[counts.index, ["name_en", "latitude_deg", "longitude_deg"]]
    places = places.assign(place=places["name_en"].map(shorten_name), numbers=counts)
    columns = ["place", "latitude_deg", "longitude_deg", "numbers"]
    return (
        places[columns]
        .sort_values("numbers", ascending=False, kind="stable")
        .reset_index(drop=True)
    )


def group_near(places):
    """Return groups of places that lie near the first of each, as lists of row numbers.

    Examples
    --------
    >>> far = pd.DataFrame({"longitude_deg": [80, 80.3, 91], "latitude_deg": [41, 41.2, 30]})
    >>> group_near(far)
    [[0, 1], [2]]
    """
    at = places[["longitude_deg", "latitude_deg"]].astype(float)
    at = at / (at.max() - at.min()).clip(lower=1.0)
    groups = []
    for row in at.index:
        for group in groups:
            apart = (at.loc[row] - at.loc[group[0]]).abs()
            if (apart.to_numpy() <= NEAR).all():
                group.append(row)
                break
        else:
            groups.append([row])
    return groups


def _plot_places(ax, places, groups, *, room):
    """Draw places by longitude and latitude, the larger the more numbers are about them."""
    dots = ax.scatter(
        places["longitude_deg"],
        places["latitude_deg"],
        s=14 + 5 * places["numbers"].astype(float),
        color=ACCENT,
        alpha=0.75,
        linewidth=0,
    )
    name_points(dots, [f"{r.place}: {r.numbers} numbers" for r in places.itertuples()])
    middle = places["longitude_deg"].mean()
    for group in groups:
        near = places.loc[group]
        is_west = near["longitude_deg"].iloc[0] <= middle
        edge = near["longitude_deg"].max() if is_west else near["longitude_deg"].min()
        ax.annotate(
            textwrap.fill(", ".join(near["place"]), room),
            (edge, near["latitude_deg"].mean()),
            xytext=(9 if is_west else -9, 0),
            textcoords="offset points",
            ha="left" if is_west else "right",
            va="center",
            fontsize=8.5,
            color=INK,
            linespacing=1.05,
            bbox=UNDER,
        ).set_in_layout(False)
    ax.margins(0.15)
    ax.locator_params(nbins=6)
    ax.xaxis.set_major_formatter(lambda degree, _: _write_degree(degree, "E", "W"))
    ax.yaxis.set_major_formatter(lambda degree, _: _write_degree(degree, "N", "S"))
    ax.grid(color="#e3e3e3", linewidth=0.7, zorder=0)
    return ax


def draw_locator(observations, entities, parents):
    """Return a drawing of where the places of the numbers lie; None where no place is known.

    Parameters
    ----------
    observations, entities, parents
        As in `list_located`.
    """
    places = list_located(observations, entities, parents)
    if places.empty:
        return None
    groups = group_near(places)
    broad, narrow = (
        _plot_places(make_axes(*size), places, groups, room=room)
        for size, room in (((7.2, 3.9), 30), ((PHONE, 2.8), 17))
    )
    most = places.iloc[0]
    return Drawing(
        broad,
        f"Points for {len(places)} places in {len(groups)} groups, by longitude and latitude.",
        places.rename(
            columns={
                "place": "Place",
                "latitude_deg": "Latitude (degrees)",
                "longitude_deg": "Longitude (degrees)",
                "numbers": "Numbers",
            }
        ),
        "The larger a point, the more numbers are about the place, or about a firm in it that has"
        " no coordinates of its own. Places near each other share a label. No borders are drawn.",
        f"{len(places)} places; most numbers are about {most['place']}, {most['numbers']} of"
        f" {places['numbers'].sum()} that can be placed",
        narrow,
    )


def _write_degree(degree, above, below):
    """Return a degree with its side of the world.

    Examples
    --------
    >>> _write_degree(80.0, "E", "W"), _write_degree(-12.5, "N", "S")
    ('80° E', '12.5° S')
    """
    return f"{abs(degree):g}° {above if degree >= 0 else below}"
