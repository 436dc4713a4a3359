"""Whole articles: a text becomes draft rows of a data package, which a person confirms."""
