"""Page 2: do the printed numbers agree."""
