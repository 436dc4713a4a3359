"""Elements and cells, made on the spot, for the tests of pages."""

from nbformat.v4 import new_code_cell, new_output

from helpers.page.elements import MIME_TYPE as ELEMENT
from helpers.running import record as record_file
from helpers.running.folders import hash_files, list_files
from helpers.running.record import NotebookRecord, Record

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="90pt" height="60pt" viewBox="0 0 90 60"><defs><path id="m1" d="M 0 0 L 1.234567'
    ' 2"/></defs><use xlink:href="#m1" x="3"/><text x="1" y="2">2020</text></svg>'
)


def figure(**changes):
    return {
        "kind": "figure",
        "name": "totals",
        "title": "Totals rose",
        "caption": "Points are totals as printed.",
        "description": "Line chart, 2015 to 2020, from 8.2 to 34.2 billion yuan.",
        "svg": SVG,
        "columns": [{"label": "Year", "numeric": True}, {"label": "Billion yuan", "numeric": True}],
        "rows": [["2015", "8.2"], ["2020", "34.2"]],
        "csv": "year,value\n2015,8.2\n2020,34.2\n",
        **changes,
    }


def table(rows=None, **changes):
    return {
        "kind": "table",
        "name": "places",
        "caption": "Places by total",
        "note": "",
        "columns": [
            {"label": "Place", "numeric": False},
            {"label": "Million yuan", "numeric": True},
        ],
        "rows": rows or [["Aksu", "34,240"], [{"text": "近六成", "lang": "zh"}, ""]],
        "csv": "place,value\nAksu,34240\n",
        **changes,
    }


def finding(**changes):
    return {
        "kind": "finding",
        "key": "aksu_growth",
        "text": "Totals grew **18 % a year**.",
        "numbers": {"mid_pct": 18.2345678},
        "sources": [
            {
                "observation_id": "aksu_2020",
                "publisher": "Xinhua",
                "title": "Le commerce à Aksu",
                "published": "2020-11-04",
                "paragraph": 4,
                "as_printed": "34,24 milliards",
                "lang": "fr",
            }
        ],
        **changes,
    }


def shown(element, fallback="<b>fallback</b>"):
    return new_code_cell("show()", outputs=[output(element, fallback)])


def output(element, fallback="<b>fallback</b>"):
    return new_output(
        "display_data", data={ELEMENT: element, "text/html": fallback, "text/plain": "fallback"}
    )


def write_record(run, content):
    """Write the record of a run as the runner would, with these parts of it; return it."""
    notebooks = [
        NotebookRecord(
            each["stem"],
            each["outcome"],
            seconds=float(each.get("seconds", 0)),
            products=each.get("products", {}),
        )
        for each in content.get("notebooks", [])
    ]
    usual = {"outcome": "ok", "started": "", "seconds": 0.0}
    usual |= {"parameters": {}, "versions": {}, "inputs": {}}
    name = run.name.removesuffix(".failed")
    known = {key: value for key, value in content.items() if key in usual}
    files = hash_files(run, list_files(run))
    record = Record(name, **(usual | known), notebooks=notebooks, files=files)
    record_file.write_record(run, record)
    return content
