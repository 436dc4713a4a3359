"""What became of ceilings claimed on real series; written by `make cut-study`, never edited."""

RECORD = {
    "reach": 1.6,
    "series": 519,
    "cuts": 3056,
    "bounded": 108,
    "left": 0.037,
    "left_by_a_tenth": 0.0185,
    "if_bounded": 401,
    "if_left": 0.0848,
    "if_left_by_a_tenth": 0.0648,
    "kept": 0.6918,
}
