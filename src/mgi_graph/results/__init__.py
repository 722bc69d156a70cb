"""Hold what a SPARQL query answers and write it in the usual formats.

A query answers with :class:`Solutions` (SELECT), a :class:`Boolean` (ASK) or a
:class:`Graph` (CONSTRUCT, DESCRIBE), whichever store it ran on. The terms in
them are pyoxigraph's.
"""

from mgi_graph.results.bounds import COMPLETE, Bounds, Completeness, gather_within
from mgi_graph.results.formats import Format, find_format, fitting_formats
from mgi_graph.results.kinds import Boolean, EngineAnswer, Graph, Result, Solutions, gather
from mgi_graph.results.serialise import serialise, write
from mgi_graph.results.terms import Term, Value, python_value

__all__ = [
    "COMPLETE",
    "Boolean",
    "Bounds",
    "Completeness",
    "EngineAnswer",
    "Format",
    "Graph",
    "Result",
    "Solutions",
    "Term",
    "Value",
    "find_format",
    "fitting_formats",
    "gather",
    "gather_within",
    "python_value",
    "serialise",
    "write",
]
