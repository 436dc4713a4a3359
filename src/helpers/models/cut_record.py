"""What became of ceilings claimed on real series; written by `make cut-study`, never edited."""

RECORD = {
    "reach": 1.6,
    "series": 519,
    "cuts": 3056,
    "bounded": 98,
    "left": 0.0408,
    "left_by_a_tenth": 0.0204,
    "if_bounded": 423,
    "if_left": 0.0827,
    "if_left_by_a_tenth": 0.0638,
    "kept": 0.7075,
}
