"""Make the page of a canned query: its question, its form and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from mgi_graph.errors import ParameterError, UnknownNameError
from mgi_graph.queries import CannedQuery, bind_parameters
from mgi_graph.results import COMPLETE, Boolean, Completeness, Graph, Result, Solutions
from mgi_graph.store import DatasetStore
from mgi_graph.web.api.canned import find_canned
from mgi_graph.web.asking.bounds import LARGE, count_findings, list_open_bounds
from mgi_graph.web.asking.columns import AnswerTable, show_answer
from mgi_graph.web.asking.forms import LANG, Field, address, explain, make_fields
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.workers.tasks import Answer

PAGE_LENGTH: Final = 50
"""How many solutions stand on a page."""

PAGE: Final = "page"
_FORMATS: Final = ("csv", "spreadsheet", "json", "xml", "tsv")
_TRIPLE: Final = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask the canned query ``name`` with ``values`` and make one page of its answer.

    Of a large dataset, a query that can be asked of one place or another bound is not asked
    of everything: the page says what to choose, and the API answers about everything.

    The answer's facts have ``status``: 400 where a value is wrong, and the page says so
    above the form, which keeps what was written.
    """

    name: str
    values: tuple[tuple[str, str], ...] = ()
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        query = find_canned(self.name)
        given = dict(self.values)
        known = {each.name for each in query.parameters}
        asked = {name: value for name, value in given.items() if name in known}
        fields = make_fields(store, query, asked, self.reader)
        context: dict[str, object] = {
            "canned": query,
            "fields": [(each.parameter, each.value, each.choices) for each in fields],
            "mistake": None,
            "open_bounds": (),
            "used": (),
        }
        try:
            text = bind_parameters(query, self._with_language(query, given), store)
        except (UnknownNameError, ParameterError) as err:
            context["mistake"] = explain(store, err, query, fields, self.reader)
            page = render("asking/question.html", self.reader, context)
            return Answer(page, "text/html", facts={"status": HTTPStatus.BAD_REQUEST})
        open_bounds = list_open_bounds(query, {each.parameter.name: each.value for each in fields})
        findings = count_findings(store) if open_bounds else 0
        if findings >= LARGE:
            context |= {"open_bounds": open_bounds, "findings": findings}
            completeness = COMPLETE
        else:
            answer, completeness = self._answer(store, query, fields, store.query(text))
            context |= answer
        context |= {
            "sparql": text,
            "editor": f"{self.reader.home}/sparql?{urlencode({'query': text})}",
            **self._links(query, fields),
        }
        page = render("asking/question.html", self.reader, context)
        return Answer(page, "text/html", completeness, facts={"status": HTTPStatus.OK})

    def _with_language(self, query: CannedQuery, values: Mapping[str, str]) -> dict[str, str]:
        own = {LANG: self.reader.language}
        return {**values, **(own if any(each.name == LANG for each in query.parameters) else {})}

    def _links(self, query: CannedQuery, fields: list[Field]) -> dict[str, object]:
        """Return the addresses of the same answer for programs."""
        values = self._with_language(query, {each.parameter.name: each.value for each in fields})
        pairs = sorted(values.items())
        path = f"{self.reader.root}/api/queries/{query.name}"
        return {
            "api": f"{path}?{urlencode(pairs)}",
            "formats": [
                (name, f"{path}?{urlencode([*pairs, ('format', name)])}") for name in _FORMATS
            ],
        }

    def _answer(
        self, store: DatasetStore, query: CannedQuery, fields: list[Field], result: Result
    ) -> tuple[dict[str, object], Completeness]:
        solutions = _as_solutions(result)
        total = len(solutions)
        last = max(1, -(-total // PAGE_LENGTH))
        page = min(self.page, last)
        first = (page - 1) * PAGE_LENGTH
        rows = solutions.rows[first : first + PAGE_LENGTH]
        some = Solutions(solutions.variables, rows)
        values = {each.parameter.name: each.value for each in fields if each.value}
        context: dict[str, object] = {
            "boolean": result.value if isinstance(result, Boolean) else None,
            "table": show_answer(store, some, self.reader) if rows else AnswerTable((), ()),
            "total": total,
            "first": first + 1,
            "until": first + len(rows),
            "page": page,
            "last": last,
            "previous": address(query, {**values, PAGE: page - 1}, self.reader)
            if page > 1
            else None,
            "next": address(query, {**values, PAGE: page + 1}, self.reader)
            if page < last
            else None,
            "used": [
                (each.parameter.summary[self.reader.language], each.say())
                for each in fields
                if each.value
            ],
            "relaxed": _relax(query, fields, self.reader) if not total else [],
        }
        left_out = len(rows) < total
        return context, Completeness("rows", PAGE_LENGTH) if left_out else COMPLETE


def _as_solutions(result: Result) -> Solutions:
    match result:
        case Solutions():
            return result
        case Graph():
            rows = tuple((each.subject, each.predicate, each.object) for each in result.triples)
            return Solutions(_TRIPLE, rows)
        case _:
            return Solutions((), ())


def _relax(query: CannedQuery, fields: list[Field], reader: Reader) -> list[tuple[str, str, str]]:
    """Return what could be left out: the parameter, its value, and the address without it."""
    values = {each.parameter.name: each.value for each in fields if each.value}
    return [
        (
            each.parameter.summary[reader.language],
            each.say(),
            address(query, {**values, each.parameter.name: ""}, reader),
        )
        for each in fields
        if each.value and each.parameter.optional
    ]
