"""Offer the canned queries: load them, bind their parameters, run them."""

from mgi_graph.queries.binding import bind_parameters, run_query
from mgi_graph.queries.catalogue import find_query, load_queries, load_query
from mgi_graph.queries.examples import describe_queries
from mgi_graph.queries.lint import lint_query
from mgi_graph.queries.model import LANGUAGES, CannedQuery, Parameter, ParameterType

__all__ = [
    "LANGUAGES",
    "CannedQuery",
    "Parameter",
    "ParameterType",
    "bind_parameters",
    "describe_queries",
    "find_query",
    "lint_query",
    "load_queries",
    "load_query",
    "run_query",
]
