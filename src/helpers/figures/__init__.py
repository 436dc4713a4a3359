"""Draw on the axes a caller owns, and publish figures with caption, description and data.

The only package that imports matplotlib.
"""

from helpers.figures.charts import (
    plot_counts,
    plot_levels,
    plot_steps,
    plot_tiers,
    plot_timeline,
    plot_verdicts,
)
from helpers.figures.colours import (
    ACCENT,
    GREY,
    INK,
    PLACE_COLOURS,
    PLACE_NAMES,
    measure_contrast,
    place_colour,
    write_in,
)
from helpers.figures.curves import (
    add_key,
    make_panels,
    make_stack,
    name_panel,
    plot_band,
    plot_confidence,
    plot_fan,
    plot_forest,
    plot_hindsight,
    plot_series,
    plot_specifications,
)
from helpers.figures.door import (
    make_axes,
    publish,
    set_style,
)
from helpers.figures.marks import (
    name_points,
)
from helpers.figures.ranges import (
    describe_rows,
    format_tick,
    list_rows,
    make_labels,
    make_rows,
    name_levels,
    plot_ranges,
)

__all__ = [
    "ACCENT",
    "GREY",
    "INK",
    "PLACE_COLOURS",
    "PLACE_NAMES",
    "add_key",
    "describe_rows",
    "format_tick",
    "list_rows",
    "make_axes",
    "make_labels",
    "make_panels",
    "make_rows",
    "make_stack",
    "measure_contrast",
    "name_levels",
    "name_panel",
    "name_points",
    "place_colour",
    "plot_band",
    "plot_confidence",
    "plot_counts",
    "plot_fan",
    "plot_forest",
    "plot_hindsight",
    "plot_levels",
    "plot_ranges",
    "plot_series",
    "plot_specifications",
    "plot_steps",
    "plot_tiers",
    "plot_timeline",
    "plot_verdicts",
    "publish",
    "set_style",
    "write_in",
]
