"""Page 1: what the articles print."""
