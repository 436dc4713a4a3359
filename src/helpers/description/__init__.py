"""Page 3: how large, where, when, counted by whom."""
