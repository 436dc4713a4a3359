"""Page 7: how much hangs on our choices."""
