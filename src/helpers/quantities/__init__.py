"""Quantities of a press text: found, read exactly, bounded as printed, or refused by name."""

from helpers.quantities.marked import Quantities, read
from helpers.quantities.quantity import Quantity
from helpers.quantities.reader import Account, account

__all__ = ["Account", "Quantities", "Quantity", "account", "read"]
