"""Test the table of findings against the sources, and its description against the table."""

import csv
import io
import json
import re

import pytest

from mgi_graph.namespaces import ID
from mgi_graph.rdf.csvw import COLUMNS, FINDINGS_TABLE, describe_table
from mgi_graph.results import Solutions, serialise
from mgi_graph.store import OxigraphStore

PATTERNS = {
    "anyURI": r"https?://\S+( https?://\S+)*",
    "gYearMonth": r"\d{4}-(0[1-9]|1[0-2])",
    "language": r"en|es|fr|pt",
    "nonNegativeInteger": r"0|[1-9]\d*",
    "positiveInteger": r"[1-9]\d*",
    "string": r"\S(.*\S)?",
}
"""What the text of a cell of each datatype looks like in this table."""

MAYBE_EMPTY = {
    "things",
    "thingLabels",
    "groups",
    "suggestedIndicators",
    "suggestedThings",
    "suggestedGroups",
}
"""What a finding need not have: it may name nothing, and all of these have been reviewed."""

Row = dict[str, str]


def _read(dataset: OxigraphStore, query: str) -> Solutions:
    answer = dataset.query(query)
    assert isinstance(answer, Solutions)
    return answer


@pytest.fixture(scope="module")
def table(dataset: OxigraphStore) -> list[Row]:
    """Return the rows of the table, read back from CSV."""
    content = serialise(_read(dataset, FINDINGS_TABLE), "csv").decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _columns() -> list[dict[str, object]]:
    schema = describe_table("findings.csv")["tableSchema"]
    assert isinstance(schema, dict)
    columns = schema["columns"]
    assert isinstance(columns, list)
    return columns


def test_table_has_a_row_for_each_finding(table: list[Row]) -> None:
    """The three sources have 105 bullets, each in one language."""
    assert len(table) == 105
    assert len({row["finding"] for row in table}) == 105


def test_columns_are_those_that_are_described(table: list[Row]) -> None:
    """The header, the description and the list of columns agree."""
    assert tuple(table[0]) == COLUMNS
    assert [column["name"] for column in _columns()] == list(COLUMNS)
    assert [column["titles"] for column in _columns()] == list(COLUMNS)


@pytest.mark.parametrize("column", _columns(), ids=lambda column: str(column["name"]))
def test_cells_are_of_the_datatype(table: list[Row], column: dict[str, object]) -> None:
    """Every cell of the real table can be read as its column says; few columns have empty ones."""
    pattern = PATTERNS[str(column["datatype"])]
    cells = {row[str(column["name"])] for row in table}
    if column["name"] in MAYBE_EMPTY:
        assert column["required"] is False
        cells.discard("")
    assert [cell for cell in cells if not re.fullmatch(pattern, cell)] == []


def test_statements_are_those_of_the_graph(table: list[Row], dataset: OxigraphStore) -> None:
    """The same words, in the same language, for each finding."""
    answer = _read(
        dataset,
        "PREFIX mgi: <https://w3id.org/mgi-graph/ontology#> SELECT ?f ?s (LANG(?s) AS ?l) "
        "{ ?f mgi:statement ?s }",
    )
    graph = {tuple(getattr(term, "value", None) for term in row) for row in answer.rows}
    assert {(row["finding"], row["statement"], row["language"]) for row in table} == graph


def test_statements_are_found_in_the_files(table: list[Row], sources: dict[str, str]) -> None:
    """File, start, end and line lead to the words."""
    for row in table:
        text = sources[row["file"]]
        stretch = text[int(row["start"]) : int(row["end"])]
        assert " ".join(stretch.split()) == row["statement"]
        assert text.count("\n", 0, int(row["start"])) + 1 == int(row["line"])


def test_findings_stand_in_the_order_of_the_profile(table: list[Row]) -> None:
    """Profile by profile, as the file has them."""
    places = [(row["profile"], int(row["start"])) for row in table]
    assert places == sorted(places)


def test_status_position_and_place_are_those_of_the_iri(table: list[Row]) -> None:
    """A finding's IRI says profile, domain, status and position; a city has its country."""
    for row in table:
        profile, domain, status, position = row["finding"].removeprefix(f"{ID}finding/").split("/")
        assert row["profile"] == f"{ID}profile/{profile}"
        assert row["domain"] == f"{ID}domain/{domain}"
        assert (row["status"], row["position"]) == (status, position)
        assert row["country"] == f"{ID}place/{profile[:3]}"
        assert row["place"].startswith(row["country"])


def test_indicators_are_in_order(table: list[Row]) -> None:
    """One to three each, by their IRIs."""
    for row in table:
        indicators = row["indicators"].split(" ")
        assert 1 <= len(indicators) <= 3
        assert indicators == sorted(indicators)
        assert all(each.startswith(f"{ID}indicator/") for each in indicators)


def test_names_and_groups_are_those_that_a_reader_finds(table: list[Row]) -> None:
    """Two things, no group; and two groups of the finding on schools.

    “Since 2022, the Municipality of Manaus has been part of the MigraCidades Platform …”;
    “… the children of migrants … even if they are still in the process of regularization …”.
    """
    rows = {row["finding"].removeprefix(f"{ID}finding/"): row for row in table}
    row = rows["bra-manaus-2023/partnerships/well-developed/4"]
    assert row["things"].split(" ") == [
        f"{ID}agent/bra-manaus-municipality",
        f"{ID}network/migracidades",
    ]
    assert row["thingLabels"].split("; ") == ["Municipality of Manaus", "MigraCidades Platform"]
    assert row["groups"] == ""
    children = rows["bra-manaus-2023/migrants-rights/well-developed/2"]["groups"].split(" ")
    assert children == [f"{ID}group/children", f"{ID}group/irregular-situation"]


def test_packaged_findings_were_all_reviewed(table: list[Row]) -> None:
    """Each was read by a person, so that nothing in the table is only suggested."""
    assert {row["indicatorsReview"] for row in table} == {"confirmed"}
    assert not any(row[name] for row in table for name in row if name.startswith("suggested"))


def test_suggestions_are_not_made_into_rdf() -> None:
    """Who converts the table states nothing that nobody has confirmed."""
    suggested = [each for each in _columns() if str(each["name"]).startswith("suggested")]
    assert len(suggested) == 3
    assert all(each["suppressOutput"] for each in suggested)


def test_description_is_csv_on_the_web() -> None:
    """The context, the table's address and a key; each term of a template is a column."""
    described = describe_table("findings.csv")
    assert json.loads(json.dumps(described)) == described
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert described["url"] == "findings.csv"
    for column in _columns():
        for template in ("aboutUrl", "valueUrl"):
            for name in re.findall(r"\{\+?(\w+)\}", str(column.get(template, ""))):
                assert name in COLUMNS
        assert column.get("suppressOutput") or str(column["propertyUrl"]).startswith("http")


@pytest.mark.parametrize("column", _columns(), ids=lambda column: str(column["name"]))
def test_column_is_explained_in_each_language(column: dict[str, object]) -> None:
    """English, Spanish and French."""
    texts = column["dc:description"]
    assert isinstance(texts, list)
    assert [text["@language"] for text in texts] == ["en", "es", "fr"]
