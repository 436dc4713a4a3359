"""Curves fitted to long series: one class a family, likelihood intervals, comparison."""

from helpers.curves.compare import average_growth, compare_curves
from helpers.curves.family import evaluate_curve
from helpers.curves.fits import Fits, fit_curves
from helpers.curves.lines import Line, fit_line
from helpers.curves.residuals import check_residuals, leave_one_out

__all__ = [
    "Fits",
    "Line",
    "average_growth",
    "check_residuals",
    "compare_curves",
    "evaluate_curve",
    "fit_curves",
    "fit_line",
    "leave_one_out",
]
