"""Run canned queries for the API, one page of solutions at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from mgi_graph.errors import UnknownNameError
from mgi_graph.model import Status, fold_name
from mgi_graph.queries import (
    LANGUAGES,
    CannedQuery,
    Parameter,
    ParameterType,
    bind_parameters,
    load_queries,
)
from mgi_graph.queries.values import show_value
from mgi_graph.rdf.terms import DCTERMS, MGI, SKOS
from mgi_graph.results import COMPLETE, Completeness, Result, Solutions, find_format, serialise
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.solutions_page import show_table
from mgi_graph.web.pages.views import choose_label, collect_labels
from mgi_graph.workers.tasks import Answer

DEFAULT_LIMIT: Final = 1000
"""How many solutions an answer has where the request does not say."""

MOST_LIMIT: Final = 10_000
"""How many solutions an answer can have."""

_CHOICES: Final = {
    ParameterType.PLACE: (MGI.Place, SKOS.prefLabel),
    ParameterType.COUNTRY: (MGI.Country, SKOS.prefLabel),
    ParameterType.DOMAIN: (MGI.Domain, SKOS.prefLabel),
    ParameterType.INDICATOR: (MGI.Indicator, SKOS.prefLabel),
    ParameterType.PROFILE: (MGI.Profile, DCTERMS.title),
    ParameterType.GROUP: (MGI.PopulationGroup, SKOS.prefLabel),
}
"""The class of the things that a parameter can name, and what they are called by."""


FIXED_CHOICES: Final[Mapping[ParameterType, tuple[str, ...]]] = {
    ParameterType.LANGUAGE: LANGUAGES,
    ParameterType.STATUS: tuple(Status),
}
"""The values of the types that have only a few."""


@cache
def canned_queries() -> Mapping[str, CannedQuery]:
    """Return every canned query by its name, by topic and then by name; read once."""
    return {query.name: query for query in load_queries()}


def find_canned(name: str) -> CannedQuery:
    """Return a canned query, or raise :class:`~mgi_graph.errors.UnknownNameError`."""
    queries = canned_queries()
    if name not in queries:
        raise UnknownNameError("query", name, queries, hint="/api/queries lists all of them")
    return queries[name]


@dataclass(frozen=True, slots=True)
class RunCanned:
    """Run the canned query ``name`` with ``values`` and give the solutions of one page.

    ``format`` is a format of solutions or ``html``. The answer's facts have ``total``, the
    number of all solutions. An answer that lacks some of them is not complete.
    """

    name: str
    values: tuple[tuple[str, str], ...]
    format: str
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page of solutions.

        Raises what :func:`~mgi_graph.queries.bind_parameters` raises.
        """
        query = find_canned(self.name)
        text = bind_parameters(query, dict(self.values), store)
        whole = store.query(text)
        total = len(whole) if isinstance(whole, Solutions) else 1
        result = self._cut(whole)
        left_out = isinstance(result, Solutions) and len(result) < total
        completeness = Completeness("rows", self.limit) if left_out else COMPLETE
        if self.format == "html":
            body, media_type = self._page(store, query, text, result, total), "text/html"
        else:
            chosen = find_format(self.format)
            body, media_type = (
                serialise(result, chosen, self._links(completeness)),
                chosen.media_type,
            )
        return Answer(body, media_type, completeness, facts={"total": total})

    def _cut(self, result: Result) -> Result:
        if not isinstance(result, Solutions):
            return result
        return Solutions(result.variables, result.rows[self.offset : self.offset + self.limit])

    def _search(self, offset: int) -> str:
        pairs = [*self.values, ("limit", self.limit), ("offset", max(0, offset))]
        if "lang" not in dict(self.values):
            pairs.append(("lang", self.reader.language))
        return "?" + urlencode([*pairs, ("format", "html")])

    def _links(self, completeness: Completeness) -> list[str]:
        """Return what the head of the answer links: what its completeness means, and the rest."""
        base = self.reader.base
        if completeness:
            return [f"{base}/limits#complete"]
        return [f"{base}/limits#truncated-by-{completeness.cut_by}", f"{base}/downloads"]

    def _page(
        self, store: DatasetStore, query: CannedQuery, text: str, result: Result, total: int
    ) -> bytes:
        given = dict(self.values)
        context = {
            "canned": query,
            "fields": [
                (
                    each,
                    given.get(each.name, each.default or ""),
                    list_choices(store, each, self.reader),
                )
                for each in query.parameters
            ],
            "table": show_table(result, self.reader),
            "total": total,
            "first": min(self.offset + 1, total),
            "last": min(self.offset + self.limit, total),
            "previous": self._search(self.offset - self.limit) if self.offset else None,
            "next": self._search(self.offset + self.limit)
            if self.offset + self.limit < total
            else None,
            "sparql": text,
        }
        return render("query.html", self.reader, context)


def list_choices(
    store: DatasetStore, parameter: Parameter, reader: Reader
) -> list[tuple[str, str]]:
    """Return the values that a form offers for a parameter, each with its label."""
    if parameter.values:
        return [(value, value) for value in parameter.values]
    if parameter.type not in _CHOICES:
        return [(value, value) for value in FIXED_CHOICES.get(parameter.type, ())]
    class_, property_ = _CHOICES[parameter.type]
    # Places that only things belong to have no profile to ask about.
    more = f"?profile {MGI.assesses} ?thing" if parameter.type is ParameterType.PLACE else ""
    rows = select(
        store,
        f"SELECT DISTINCT ?thing ?label {{ ?thing a {class_} ; {property_} ?label . {more} }}",
    )
    labels = collect_labels(
        (thing, property_, label)
        for thing, label in rows
        if isinstance(thing, NamedNode) and isinstance(label, Literal)
    )
    choices = [
        (show_value(parameter.type, thing), choose_label(names, reader.language)[0])
        for thing, names in labels.items()
    ]
    return sorted(choices, key=lambda choice: (fold_name(choice[1]), choice))
