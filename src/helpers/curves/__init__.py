"""Curves fitted to long series: one class a family, likelihood intervals, comparison."""

from helpers.curves.compare import (
    average_growth,
    check_residuals,
    combine_ceilings,
    compare_curves,
    leave_one_out,
)
from helpers.curves.family import evaluate_curve, find_inflection, start_curve
from helpers.curves.fit import Fits, fit_curves
from helpers.curves.lines import Line, fit_line

__all__ = [
    "Fits",
    "Line",
    "average_growth",
    "check_residuals",
    "combine_ceilings",
    "compare_curves",
    "evaluate_curve",
    "find_inflection",
    "fit_curves",
    "fit_line",
    "leave_one_out",
    "start_curve",
]
