"""Name the formats that an answer can be written in."""

from enum import StrEnum

from mgi_graph.errors import UnknownNameError
from mgi_graph.results.kinds import Graph, Result


class Format(StrEnum):
    """Name a format by the word that users type."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    MARKDOWN = "markdown"
    SPREADSHEET = "spreadsheet"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    TRIG = "trig"
    NQUADS = "nquads"

    @property
    def media_type(self) -> str:
        """Return the format's registered media type.

        >>> Format.TURTLE.media_type
        'text/turtle'
        """
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.TSV: "text/tab-separated-values",
    Format.JSON: "application/sparql-results+json",
    Format.XML: "application/sparql-results+xml",
    Format.MARKDOWN: "text/markdown",
    Format.SPREADSHEET: "text/csv",
    Format.TURTLE: "text/turtle",
    Format.NTRIPLES: "application/n-triples",
    Format.JSONLD: "application/ld+json",
    Format.RDFXML: "application/rdf+xml",
    Format.TRIG: "application/trig",
    Format.NQUADS: "application/n-quads",
}

TABLE_FORMATS = (
    Format.CSV,
    Format.TSV,
    Format.JSON,
    Format.XML,
    Format.MARKDOWN,
    Format.SPREADSHEET,
)
"""Formats for solutions and truth values."""

GRAPH_FORMATS = (
    Format.TURTLE,
    Format.NTRIPLES,
    Format.RDFXML,
    Format.JSONLD,
    Format.TRIG,
    Format.NQUADS,
)
"""Formats for triples."""


def fitting_formats(result: Result) -> tuple[Format, ...]:
    """Return the formats that this kind of answer can be written in, the usual one first."""
    return GRAPH_FORMATS if isinstance(result, Graph) else TABLE_FORMATS


def find_format(name: str) -> Format:
    """Return the format of that name, or raise :class:`~mgi_graph.errors.UnknownNameError`.

    >>> find_format("csv")
    <Format.CSV: 'csv'>
    """
    try:
        return Format(name)
    except ValueError as err:
        known = [each.value for each in Format]
        hint = f"the formats are {', '.join(known)}"
        raise UnknownNameError("format", name, known, hint=hint) from err
