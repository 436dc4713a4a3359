"""Contracts in the standard's forms: each is kept, or named where it is not known."""

import json

import pytest
from edited import only
from packages import check, field, write_package

from helpers.data.contract import check_package


def test_missing_values_of_the_schema_count_for_every_column_without_its_own(tmp_path):
    schema = {"missingValues": ["", "-"], "fields": [field(kind="number"), field("b")]}
    assert check(tmp_path, schema, "a,b\n-,x\n") == []
    schema["fields"][0]["constraints"] = {"required": True}
    assert "is empty; a value is required" in only(check(tmp_path, schema, "a,b\n-,x\n"))
    schema["fields"][0]["missingValues"] = [""]
    assert "'-' is not allowed" in only(check(tmp_path, schema, "a,b\n-,x\n"))


@pytest.mark.parametrize(
    ("schema", "columns"),
    [
        ({"fields": [field(constraints={"unique": True}), field("b")]}, "a"),
        ({"fields": [field(), field("b")], "uniqueKeys": [["a", "b"]]}, "a, b"),
        ({"fields": [field(), field("b")], "primaryKey": ["a", "b"]}, "a, b"),
    ],
    ids=["unique", "uniqueKeys", "primaryKey"],
)
def test_cells_that_must_be_unique_name_the_first_line(tmp_path, schema, columns):
    words = only(check(tmp_path, schema, "a,b\nx,y\nz,y\nx,y\n"))
    assert f"line 4, column {columns}" in words and "stands already on line 2" in words


def test_references_may_be_lists_and_go_to_the_same_table(tmp_path):
    places = {"fields": [field("id"), field("year", "year")], "primaryKey": ["id", "year"]}
    shops = {
        "fields": [field("id"), field("place"), field("year", "year"), field("parent")],
        "foreignKeys": [
            {"fields": ["place", "year"],
             "reference": {"resource": "places", "fields": ["id", "year"]}},
            {"fields": ["parent"], "reference": {"fields": ["id"]}},
            {"fields": "parent", "reference": {"resource": "", "fields": "id"}},
        ],
    }  # fmt: skip
    text = "id,place,year,parent\n1,north,2020,\n2,north,{},{}\n"
    tables = {"places": (places, "id,year\nnorth,2020\n"), "shops": (shops, text.format(2020, 1))}
    assert check_package(write_package(tmp_path, tables)) == []
    tables["shops"] = (shops, text.format(2021, 1))
    words = str(only(check_package(write_package(tmp_path, tables))))
    assert "line 3, column place, year: 'north, 2021' is not known" in words
    tables["shops"] = (shops, text.format(2020, 7))
    faults = [str(f) for f in check_package(write_package(tmp_path, tables))]
    assert len(faults) == 2 and all("'7' is not known" in words for words in faults)


@pytest.mark.parametrize(
    ("matching", "header", "passes"),
    [
        ("exact", "a,b", True),
        ("exact", "b,a", False),
        ("equal", "b,a", True),
        (["equal"], "a", False),
        (["subset"], "c,b,a", True),
        (["subset"], "a,c", False),
        ("superset", "b", True),
        ("superset", "b,c", False),
        ("partial", "b,c", True),
        ("partial", "c", False),
    ],
)
def test_the_header_agrees_as_fields_match_says(tmp_path, matching, header, passes):
    schema = {"fieldsMatch": matching, "fields": [field(), field("b")]}
    cells = ",".join("x" for _ in header.split(","))
    faults = check(tmp_path, schema, f"{header}\n{cells}\n")
    assert (faults == []) == passes, faults


NOT_KNOWN = [
    ({"fields": [field(constraints={"minimun": 1})]}, "'minimun'", "did you mean 'minimum'?"),
    ({"fields": [field(constraints={"jsonSchema": {}})]}, "'jsonSchema'", "allowed: required"),
    ({"fields": [field(constrains={"required": True})]}, "'constrains'", "'constraints'"),
    ({"fields": [field(kind="date", format="%d/%m/%Y")]}, "'%d/%m/%Y'", "allowed: 'default'"),
    ({"fields": [field(kind="geopoint")]}, "'geopoint'", "allowed: date, integer"),
    ({"fields": [field(constraints={"minimum": 1})]}, "has the type string and no minimum", ""),
    ({"fields": [field(kind="number", constraints={"maxLength": 1})]}, "no maxLength", ""),
    ({"fields": [field(kind="date", constraints={"minimum": "soon"})]}, "'soon'", "YYYY-MM-DD"),
    ({"fields": [field(kind="number", constraints={"enum": ["many"]})]}, "'many'", "a number"),
    ({"fields": [field(constraints={"required": "yes"})]}, "'yes'", "neither true nor false"),
    ({"fields": [field(missingValues="")]}, "missingValues ''", "no list of texts"),
    ({"fields": [field(categories="yes")]}, "categories", "no list"),
    ({"fields": [field(), field()]}, "stands twice", "each name once"),
    ({"fields": [field()], "foreignKey": []}, "'foreignKey'", "did you mean 'foreignKeys'?"),
    ({"fields": [field()], "primaryKey": "b"}, "primaryKey", "'b', which is no column"),
    ({"fields": [field()], "uniqueKeys": ["a", ["c"]]}, "uniqueKeys", "'c', which is no column"),
    ({"fields": [field()], "fieldsMatch": "some"}, "'some'", "allowed: exact"),
    ({"fields": [field()], "order": [["a"]]}, "order", "pairs of two columns"),
    ({"fields": [field()], "order": "a"}, "order", "no list"),
    ({"fields": [field(), field("b", "date")], "order": [["a", "b"]]}, "order", "compares a date"),
    ({"fields": [field()], "foreignKeys": {}}, "foreignKeys", "no list"),
    ({"fields": [field()], "foreignKeys": ["a"]}, "foreignKeys", "reference with fields"),
    (
        {"fields": [field()], "foreignKeys": [{"feilds": "a", "reference": {"fields": "a"}}]},
        "foreignKeys", "reference with fields",
    ),
    (
        {"fields": [field()],
         "foreignKeys": [{"fields": "a", "reference": {"resouce": "x", "fields": "a"}}]},
        "'resouce'", "did you mean 'resource'?",
    ),
    (
        {"fields": [field()],
         "foreignKeys": [{"fields": "a", "reference": {"resource": "shop", "fields": "a"}}]},
        "'shop', no resource", "did you mean 'shops'?",
    ),
    (
        {"fields": [field()],
         "foreignKeys": [{"fields": "a", "reference": {"resource": "shops", "fields": "z"}}]},
        "'z', which is no column", "foreignKeys of 'shops', in 'shops'",
    ),
    (
        {"fields": [field(), field("b")],
         "foreignKeys": [{"fields": ["a", "b"], "reference": {"fields": ["a"]}}]},
        "against", "as many",
    ),
    ("elsewhere.json", "'elsewhere.json'", "it stands here"),
    ({"fields": [field(kind="number", decimalChar=",")]}, "decimalChar ','", "allowed: '.'"),
    ({"fields": [field(kind="number", groupChar=" ")]}, "groupChar ' '", "allowed: ''"),
    ({"fields": [field(kind="number", bareNumber=False)]}, "bareNumber False", "allowed: True"),
    ({"fields": [field(kind="number", decimalchar=",")]}, "'decimalchar'", "'decimalChar'"),
    ({"fields": [field(trueValues=["yes"])]}, "trueValues ['yes']", "none"),
    ({"fields": [field(itemType="integer")]}, "itemType 'integer'", "none"),
    ({"fields": [{"name": "a"}]}, "column 'a' of 'shops' has no type", "allowed: date, integer"),
    ({"fields": [{"type": "string"}]}, "field 1 of 'shops' has no name", "allowed: a text"),
    ({"fields": [field(), field("")]}, "field 2 of 'shops' has no name", "allowed: a text"),
    ({"fields": ["a"]}, "field 1 of 'shops' has no name", "allowed: a text"),
    ({"fields": [], "primaryKey": []}, "fields of 'shops'", "no list, or an empty one"),
    ({"fields": {}}, "fields of 'shops'", "no list, or an empty one"),
    ({"fields": [field(constraints={"minLength": -1})]}, "minLength -1", "no number"),
    ({"fields": [field(constraints={"enum": []})]}, "enum [] of", "is empty"),
    ({"fields": [field(categories=[])]}, "categories [] of", "are empty"),
    ({"fields": [field(categoriesOrdered="yes")]}, "categoriesOrdered 'yes'", "True or False"),
    ({"fields": [field(title=5)]}, "title 5 of column 'a'", "allowed: a text"),
    ({"fields": [field(missingValues=["", {"value": "-"}])]}, "missingValues", "no list of texts"),
    ({"fields": [field()], "primaryKey": ["a", "a"]}, "primaryKey", "names 'a' twice"),
    ({"fields": [field()], "uniqueKeys": [[]]}, "uniqueKeys", "names no column"),
    (
        {"fields": [field()],
         "foreignKeys": [{"fields": "a", "reference": {"resource": None, "fields": "a"}}]},
        "foreignKeys", "refer to None",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_KNOWN, ids=lambda case: str(case[1]))
def test_what_the_check_does_not_know_is_named_and_never_passed_over(tmp_path, case):
    schema, named, allowed = case
    words = only(check(tmp_path, schema, "a\nx\n"))
    assert words.startswith("datapackage.json: ") and named in words and allowed in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "shops"}, "the resource 'shops' stands twice"),
        ({"name": "more"}, "have one path 'shops.csv'"),
        ({"path": ["a.csv", "b.csv"]}, "allowed: one file"),
        ({"encoding": "gb18030"}, "encoding 'gb18030' of 'more' is not read"),
        ({"format": "xlsx"}, "format 'xlsx' of 'more' is not read"),
        ({"dialect": {"delimiter": ";"}}, "dialect of 'more' is not read"),
        ({"dialect": {}, "data": []}, "data of 'more' is not read"),
        ({"mediatype": "text/tab-separated-values"}, "mediatype 'text/tab-separated-values'"),
        ({"bytes": 4}, "bytes of 'more' is not read; it would change with each correction"),
        ({"hash": "sha256:00"}, "hash of 'more' is not read; it would change with each correction"),
        ({"path": ""}, "the path '' of 'more' is not read; allowed: one file"),
        ({"path": "https://example.org/a.csv"}, "the path 'https://example.org/a.csv' of 'more'"),
        ({"licenses": [{}]}, "licenses [{}] of 'more'"),
        ({"description": ["a"]}, "description ['a'] of 'more' is not allowed; allowed: a text"),
        ({"shema": {}}, "'shema' is no property of 'more' (did you mean 'schema'?)"),
    ],
)
def test_a_resource_twice_or_of_another_form_is_named(tmp_path, change, words):
    write_package(tmp_path, {"shops": ({"fields": [field()]}, "a\nx\n")})
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    resource = {"name": "more", "path": "shops.csv", "schema": {"fields": [field()]}}
    package["resources"].append(resource | change)
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert words in str(only(check_package(tmp_path)))


@pytest.mark.parametrize("key", ["a", ["a", "b"]])
def test_a_primary_key_has_no_empty_part(tmp_path, key):
    schema = {"fields": [field(), field("b")], "primaryKey": key}
    assert "line 3, column a: is empty" in only(check(tmp_path, schema, "a,b\nx,y\n,y\n"))


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c"])
def test_no_mark_inside_a_cell_ends_a_line(tmp_path, mark):
    schema = {"fields": [field(), field("b", "integer")]}
    text = f"a,b\none{mark}two,1\nthree,x\n"
    assert "line 3, column b: 'x'" in only(check(tmp_path, schema, text))


def test_rows_that_a_spreadsheet_left_are_one_fault(tmp_path):
    schema = {"fields": [field(), field("b")]}
    words = only(check(tmp_path, schema, "a,b\nx,y\n" + ",\n" * 40))
    assert "lines 3, 4, 5" in words and "(40 in all)" in words and "delete" in words
    words = only(check(tmp_path, schema, "a,b,,\n" + "x,y,,\n" * 30))
    assert "lines 1, 2, 3" in words and "(31 in all) end in empty cells" in words
    assert "line 3" in only(check(tmp_path, schema, "a,b\nx,y\n\nz,y\n"))


def test_one_broken_row_that_others_refer_to_is_one_fault(tmp_path):
    places = {"fields": [field("id", constraints={"pattern": "[a-z]+"}), field("n", "integer")]}
    reference = {"fields": "place", "reference": {"resource": "places", "fields": "id"}}
    shops = {"fields": [field("place")], "foreignKeys": [reference]}
    text = "place\n" + "north\n" * 26

    def find(rows):
        tables = {"places": (places, f"id,n\n{rows}"), "shops": (shops, text)}
        return str(only(check_package(write_package(tmp_path, tables))))

    assert "places.csv, line 2, column n: 'x'" in find("north,x\n")
    assert "places.csv, line 2: has 3 cells" in find("north,1,2\n")
    words = find("nort,1\n")
    assert "line 2, column place: 'north' is not known (did you mean 'nort'?)" in words
    assert "the same on lines 3, 4, 5" in words and "(25 in all)" in words


ODD = [
    (lambda p: p.update(currency=["CNY"]), "currency ['CNY'] is no code of ISO 4217"),
    (lambda p: p.update(currency="yuan"), "currency 'yuan' is no code of ISO 4217"),
    (lambda p: p["resources"][0].update(path="../data/shops.csv"), "leaves the data folder"),
    (lambda p: p["resources"][0].update(path="x/../shops.csv"), "leaves the data folder"),
    (
        lambda p: _rules(p).update(minLength=-1),
        "minLength -1 of column 'a' of 'shops' is no number",
    ),
    (lambda p: _rules(p).update(enum=[str(n) for n in range(10_001)]), "has 10,001 values"),
]  # fmt: skip


def _rules(package):
    return package["resources"][0]["schema"]["fields"][0].setdefault("constraints", {})


@pytest.mark.parametrize(("change", "words"), ODD)
def test_an_odd_form_is_named(tmp_path, change, words):
    folder = write_package(tmp_path, {"shops": ({"fields": [field()]}, "a\nx\n")})
    assert check_package(folder) == []
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    change(package)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert words in only([str(fault) for fault in check_package(folder)])


def test_of_two_values_of_one_name_neither_is_taken(tmp_path):
    folder = write_package(tmp_path, {"shops": ({"fields": [field()]}, "a\nx\n")})
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    (folder / "datapackage.json").write_text(
        text.replace('"resources"', '"resources": [], "resources"')
    )
    assert "'resources' stands twice in one object" in only([str(f) for f in check_package(folder)])
