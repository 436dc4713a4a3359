"""Page 5: which curve, how sure."""
