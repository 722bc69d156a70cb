"""Show the answer of a query as a page: a table, a yes or no, or triples."""

from urllib.parse import urlencode

from pyoxigraph import NamedNode

from mgi_graph.results import COMPLETE, Boolean, Completeness, Graph, Result, Term
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, show_term

_FORMATS = {
    Graph: ("turtle", "ntriples", "jsonld", "rdfxml", "trig"),
    Boolean: ("json", "xml", "csv", "tsv"),
}
"""The formats that a page links beside itself."""


def show_result(
    result: Result, reader: Reader, completeness: Completeness = COMPLETE, query: str = ""
) -> bytes:
    """Return the page of an answer, with ``query`` in a form to change it and ask again.

    It says aloud whether the answer is complete.
    """
    names = _FORMATS.get(type(result), _FORMATS[Boolean])
    context: dict[str, object] = {
        "query": query,
        "cut_by": completeness.cut_by,
        "limit": completeness.limit,
        "formats": [(name, "?" + urlencode({"query": query, "format": name})) for name in names],
        "boolean": result.value if isinstance(result, Boolean) else None,
        "table": None,
        "count": 0 if isinstance(result, Boolean) else len(result),
        "is_graph": isinstance(result, Graph),
    }
    if not isinstance(result, Boolean):
        context["table"] = show_table(result, reader)
    return render("solutions.html", reader, context)


def show_table(result: Result, reader: Reader) -> tuple[tuple[str, ...], list[list[Shown]]]:
    """Return the column names and the rows of a table; triples have three columns."""
    if isinstance(result, Boolean):
        return ((), [])
    if isinstance(result, Graph):
        columns: tuple[str, ...] = ("subject", "predicate", "object")
        return columns, [[_cell(term, reader) for term in triple] for triple in result.triples]
    return result.variables, [[_cell(term, reader) for term in row] for row in result.rows]


def _cell(term: Term | None, reader: Reader) -> Shown:
    shown = show_term(term, reader, {})
    if isinstance(term, NamedNode):
        return shown
    # Numbers and dates speak for themselves; a type in each cell would hide them.
    return Shown(shown.text, lang=shown.lang, foreign=shown.foreign)
