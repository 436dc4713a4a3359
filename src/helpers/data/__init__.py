"""The data folder: read, checked, corrected, assembled."""
