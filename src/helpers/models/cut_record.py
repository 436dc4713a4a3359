"""What became of ceilings claimed on real series; written by `make cut-study`, never edited."""

RECORD = {
    "reach": 1.6,
    "series": 519,
    "cuts": 3056,
    "bounded": 108,
    "left": 0.037037,
    "left_by_a_tenth": 0.018519,
    "if_bounded": 402,
    "if_left": 0.084577,
    "if_left_by_a_tenth": 0.064677,
    "kept": 0.693396,
}
