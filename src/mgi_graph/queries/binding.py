"""Bind a canned query's parameters and run it."""

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from mgi_graph.errors import UnknownNameError
from mgi_graph.queries.header import split_header
from mgi_graph.queries.model import CannedQuery, Parameter
from mgi_graph.queries.sites import fill_sites
from mgi_graph.queries.things import find_term
from mgi_graph.queries.values import parse_value
from mgi_graph.results import Result
from mgi_graph.store import Store


def bind_parameters(
    query: CannedQuery, values: Mapping[str, str], store: Store | None = None
) -> str:
    """Return the SPARQL text of a canned query with its parameters bound, without its header.

    A parameter that ``values`` lacks has its default; an optional one without a
    default, or with an empty value, stays open. Values become terms, and the terms
    are written by a serialiser: whatever a value holds, it is one term of the
    query. With a ``store``, each thing is looked up in its dataset.

    Raises :class:`~mgi_graph.errors.UnknownNameError` for a parameter or a thing that
    does not exist and :class:`~mgi_graph.errors.ParameterError` for a value that is
    not of its parameter's type.
    """
    for name in values:
        query.find_parameter(name)
    terms = {each.name: _term(each, values.get(each.name), store) for each in query.parameters}
    _, text = split_header(query.text)
    return fill_sites(text, terms)


def run_query(store: Store, query: CannedQuery, values: Mapping[str, str]) -> Result:
    """Return the answer to a canned query.

    Raises what :func:`bind_parameters` and :meth:`~mgi_graph.store.Store.query` raise.
    """
    return store.query(bind_parameters(query, values, store))


def _term(
    parameter: Parameter, value: str | None, store: Store | None
) -> NamedNode | Literal | None:
    if value == "" and parameter.optional:
        return None
    text = parameter.default if value is None else value
    if text is None:
        return None
    if parameter.values and text not in parameter.values:
        hint = f"expected one of {', '.join(parameter.values)}"
        raise UnknownNameError(f"value of {parameter.name}", text, parameter.values, hint=hint)
    if store is None:
        return parse_value(parameter.name, parameter.type, text)
    try:
        return find_term(store, parameter, text)
    except UnknownNameError as err:
        if value is not None:
            raise
        hint = f"it is the default of parameter {parameter.name}; give {parameter.name}=… instead"
        raise UnknownNameError(err.kind, err.name, err.known, hint=hint) from err
