"""Words for units, periods and names."""
