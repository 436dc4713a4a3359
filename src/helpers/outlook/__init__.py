"""What next: forecasts of yearly series, their record, and places that moved before."""

from helpers.outlook.backtest import backtest, find_smape, score_backtest
from helpers.outlook.forecasts import Forecasts, forecast
from helpers.outlook.reference import Outlook, reference_outlook

__all__ = [
    "Forecasts",
    "Outlook",
    "backtest",
    "find_smape",
    "forecast",
    "reference_outlook",
    "score_backtest",
]
