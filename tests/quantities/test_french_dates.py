"""French dates are the days that they name."""

import pytest

from helpers.quantities import read


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("le 8 mars 2019", "2019-03-08", "2019-03-08"),
        ("depuis février 2022", "2022-02", None),
        ("avant juillet 2022", None, "2022-07"),
        ("fin mars 2021", "2021-03-31", "2021-03-31"),
        ("à la mi-mars 2021", "2021-03-15", "2021-03-15"),
        ("début mars 2021", "2021-03-01", "2021-03-10"),
        ("d'ici début mars 2025", None, "2025-03-01"),
        ("mars prochain", "2025-03", "2025-03"),
        ("mars dernier", "2024-03", "2024-03"),
        ("novembre", "2023-11", "2023-11"),
        ("d'ici fin 2026", None, "2026-12-31"),
        ("début 2021", "2021-01", "2021-01"),
        ("le premier semestre 2023", "2023-01-01", "2023-06-30"),
        ("depuis le 2e trimestre 2022", "2022-04-01", None),
        ("à la fin du premier semestre 2022", "2022-06-30", "2022-06-30"),
        ("à l'automne 2020", "2020-09", "2020-11"),
        ("avant l'hiver 2020", None, "2021-02"),
        ("du 28 février au 3 mars 2021", "2021-02-28", "2021-03-03"),
        ("le 10 courant", "2024-06-10", "2024-06-10"),
        ("les années quatre-vingt-dix", "1990", "1999"),
        ("le 19e siècle", "1801", "1900"),
        ("dès 18 h", "18:00", None),
        ("avant 6 h 30", None, "06:30"),
        ("10:19", "10:19", "10:19"),
        ("il y a dix-huit mois", "2022-12", "2022-12"),
        ("le 31 février 2021", None, None),
    ],
)
def test_dates_resolve(text, low, high):
    dates = [(q.low, q.high) for q in read(text, "fr", "2024-06-20") if q.kind == "date"]
    if (low, high) == (None, None):
        assert "2021-02-31" not in [end for date in dates for end in date]
    else:
        assert dates == [(low, high)]
