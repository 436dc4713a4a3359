"""What became of ceilings claimed on real series; written by `make cut-study`, never edited."""

RECORD = {"reach": 1.0}
