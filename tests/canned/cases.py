"""Read the expected rows of canned queries, written by hand from profiles and curation files.

A file ``expected/NAME.yaml`` holds the cases of the query ``NAME``. A case may change the
dataset first, by SPARQL Update with the usual prefixes, to show what the three profiles
do not have. An IRI of the data stands without its namespace, a term with its prefix, and a
text that ends in ``…`` stands for any text that begins so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.results import Solutions, Term, Value, python_value

EXPECTED = Path(__file__).parent / "expected"
_MORE = "…"

Row = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one run of a canned query and the rows that it must give, in their order."""

    query: str
    about: str
    parameters: Mapping[str, str]
    change: str | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Name the case in a test report."""
        return f"{self.query}: {self.about}"


def read_cases() -> list[Case]:
    """Read the cases of every expected file."""
    return [case for path in sorted(EXPECTED.glob("*.yaml")) for case in _read_file(path)]


def _read_file(path: Path) -> list[Case]:
    return [
        Case(
            query=path.stem,
            about=each["about"],
            parameters=each.get("parameters", {}),
            change=each.get("change"),
            columns=tuple(each["columns"]),
            rows=tuple(tuple(row) for row in each["rows"]),
        )
        for each in yaml.safe_load(path.read_text("utf-8"))["cases"]
    ]


def read_columns(answer: Solutions, columns: tuple[str, ...]) -> list[Row]:
    """Return those columns of an answer, written as the expected files write them."""
    return [tuple(_write(solution[column]) for column in columns) for solution in answer]


def shorten_as(expected: tuple[Row, ...], actual: list[Row]) -> list[Row]:
    """Cut the texts of an answer where the expected ones end in ``…``, if they begin alike."""
    pairs = zip(expected, actual, strict=False)
    return [*(_shorten_row(*pair) for pair in pairs), *actual[len(expected) :]]


def _shorten_row(expected: Row, actual: Row) -> Row:
    return tuple(_shorten(*pair) for pair in zip(expected, actual, strict=True))


def _shorten(expected: Value | None, actual: Value | None) -> Value | None:
    if not isinstance(expected, str) or not isinstance(actual, str):
        return actual
    begins_alike = expected.endswith(_MORE) and actual.startswith(expected.removesuffix(_MORE))
    return expected if begins_alike else actual


def _write(term: Term | None) -> Value | None:
    if not isinstance(term, NamedNode):
        return None if term is None else python_value(term)
    if term.value.startswith(ID):
        return term.value.removeprefix(ID)
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value
