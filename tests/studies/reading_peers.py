"""Readers that install beside this project, each as the scorer takes it; run in their own
environment by `make reading-study`. Each adapter is written in its reader's favour."""

import importlib.metadata
import json
import sys
import time

PERCENT, RANGE_KINDS = 100, ("amount", "count")
# What recognizers call their models, and the kind each finds.
NAMED = {"percentage": "share", "currency": "amount", "dimension": "amount", "age": "duration",
         "ordinal": "rank", "number": "count"}  # fmt: skip
PACKAGES = {"jionlp": "jionlp", "quantulum3": "quantulum3", "text2num": "text2num",
            "recognizers": "recognizers-text-number-with-unit"}  # fmt: skip
LANGUAGES = {"jionlp": ("zh",), "quantulum3": ("en",), "text2num": ("fr", "en"),
             "recognizers": ("zh", "fr", "en")}  # fmt: skip


def found(start, end, kind, low, high=None, unit=""):
    """Return one expression with the keys of the scorer."""
    value = low if low is not None else high
    return {"start": start, "end": end, "kind": kind, "low": low, "high": high, "value": value,
            "unit_kind": unit}  # fmt: skip


def make_jionlp():
    """Return a reader of money and times by jionlp; its hedges and months stand in its answers."""
    import jionlp

    def read(text, language, published):
        rows, base = (
            [],
            time.mktime(time.strptime((published + "-01-01")[:10], "%Y-%m-%d"))
            if (published)
            else time.time(),
        )
        for row in jionlp.ner.extract_money(text, with_parsing=True):
            numbers, sense = row["detail"]["num"], row["detail"]["definition"]
            low, high = numbers if isinstance(numbers, list) else (numbers, numbers)
            low, high = float(low), float(high)
            low, high = {"blur+": (low, None), "blur-": (None, high)}.get(sense, (low, high))
            rows.append(found(*row["offset"], "amount", low, high, "CNY"))
        for row in jionlp.ner.extract_time(text, time_base=base, with_parsing=True):
            times = row["detail"].get("time")
            if isinstance(times, list) and isinstance(times[0], str):
                rows.append(found(*row["offset"], "date", times[0][:10], times[1][:10]))
        return rows

    return read


def make_quantulum3():
    """Return a reader of numbers with units by quantulum3."""
    from quantulum3 import parser

    def read(text, language, published):
        rows = []
        for row in parser.parse(text):
            share = row.unit.name == "percentage"
            kind = "share" if share else "count" if row.unit.name == "dimensionless" else "amount"
            kind = "duration" if row.unit.entity.name == "time" else kind
            spread = row.uncertainty or 0
            low, high = (
                (row.value + sign * spread) / (PERCENT if share else 1) for sign in (-1, 1)
            )
            rows.append(found(*row.span, kind, low, high, row.unit.name))
        return rows

    return read


def make_text2num():
    """Return a reader of spelled numbers by text2num, which leaves digits to a pattern."""
    import re

    from text_to_num import alpha2digit

    def read(text, language, published):
        rows = []
        for match in re.finditer(
            r"\d[\d.,\u00a0\u202f ]*\d|\d|[^\W\d_]+(?:[- ][^\W\d_]+){0,5}", text
        ):
            printed = match.group()
            if not printed[0].isdigit():
                written = alpha2digit(printed, language)
                number = re.match(r"\d+", written)
                if number is None:
                    continue
                printed = number.group()
            marks = {"fr": ("  .\u00a0\u202f", ","), "en": (",", ".")}[language]
            for mark in marks[0]:
                printed = printed.replace(mark, "")
            try:
                value = float(printed.replace(marks[1], "."))
            except ValueError:
                continue
            rows.append(found(*match.span(), "count", value, value))
        return rows

    return read


def make_recognizers():
    """Return a reader of numbers, shares, money and measures by recognizers-text."""
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    models = (recognize_currency, recognize_dimension, recognize_age, recognize_percentage,
              recognize_ordinal, recognize_number)  # fmt: skip
    cultures = {"zh": "zh-cn", "fr": "fr-fr", "en": "en-us"}

    def read(text, language, published):
        rows, taken = [], []
        for model in models:
            for row in model(text, cultures[language]):
                start, end = row.start, row.end + 1
                value = str((row.resolution or {}).get("value") or "").rstrip("%")
                if not value or any(start < e and s < end for s, e in taken):
                    continue
                try:
                    number = float(value)
                except ValueError:
                    continue
                kind = NAMED.get(row.type_name, "count")
                number /= PERCENT if kind == "share" else 1
                taken.append((start, end))
                unit = row.resolution.get("isoCurrency") or row.resolution.get("unit") or ""
                rows.append(found(start, end, kind, number, number, unit))
        return rows

    return read


def main():
    """Answer JSON lines on standard input, each a text, a language and a date, with JSON lines."""
    name = sys.argv[1]
    try:
        read = globals()[f"make_{name}"]()
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), flush=True)
        return
    print(json.dumps({"version": importlib.metadata.version(PACKAGES[name])}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        start = time.process_time()
        try:
            rows = read(asked["text"], asked["language"], asked["published"])
        except Exception as error:  # a reader that fails on a text has found nothing in it
            print(f"{name}: {error!r}", file=sys.stderr)
            rows = []
        seconds = time.process_time() - start
        print(json.dumps({"rows": rows, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
