"""Offer ``mgi-graph query``."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgi_graph.cli.choices import FORMATS, LANGUAGES
from mgi_graph.cli.stores import open_chosen_store, store_options
from mgi_graph.errors import ParameterError

if TYPE_CHECKING:
    from mgi_graph.queries import CannedQuery
    from mgi_graph.results import Solutions


@click.command("query")
@click.argument("name", required=False)
@click.option(
    "-p",
    "--parameter",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter's value: a slug, a label or an IRI. May be repeated.",
)
@store_options
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="table for solutions and turtle for triples without this option.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of questions and labels; -p lang=... does the same for one query.",
)
@click.option("--show-sparql", is_flag=True, help="Print the query as it would run, and stop.")
def command(
    name: str | None,
    pairs: tuple[str, ...],
    data: Path | None,
    endpoint: str | None,
    format_name: str | None,
    lang: str | None,
    *,
    show_sparql: bool,
) -> None:
    """List the canned queries, or run the one called NAME.

    Statements stand in the language of their source, whatever --lang says.
    """
    from mgi_graph.cli.answers import show
    from mgi_graph.queries import bind_parameters, find_query, load_queries, run_query

    if name is None:
        _list_queries(load_queries(), lang or LANGUAGES[0], format_name)
        return
    query = find_query(name)
    values = _read_pairs(pairs)
    if lang is not None and any(parameter.name == "lang" for parameter in query.parameters):
        values.setdefault("lang", lang)
    store = open_chosen_store(data, endpoint)
    if show_sparql:
        click.echo(bind_parameters(query, values, store), nl=False)
    else:
        show(run_query(store, query, values), format_name)


def _read_pairs(pairs: Iterable[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ParameterError(name, pair, "of the form NAME=VALUE")
        if name in values:
            raise ParameterError(name, value, f"the only value: {values[name]!r} was given as well")
        values[name] = value
    return values


def _list_queries(queries: Sequence["CannedQuery"], lang: str, format_name: str | None) -> None:
    """List the queries: for people by topic, else in any format as an answer would be."""
    if format_name not in (None, "table"):
        from mgi_graph.cli.answers import show

        show(_describe_queries(queries, lang), format_name)
        return
    width = max((len(query.name) for query in queries), default=0)
    for topic, in_topic in groupby(queries, key=lambda query: query.topic):
        click.secho(topic, bold=True)
        for query in in_topic:
            click.echo(f"  {query.name:<{width}}  {query.question[lang]}")
            if parameters := _write_parameters(query):
                click.secho(f"  {'':<{width}}  {parameters}", dim=True)


def _describe_queries(queries: Sequence["CannedQuery"], lang: str) -> "Solutions":
    from pyoxigraph import Literal

    from mgi_graph.results import Solutions

    rows = (
        (query.topic, query.name, query.question[lang], _write_parameters(query))
        for query in queries
    )
    variables = ("topic", "name", "question", "parameters")
    return Solutions(variables, tuple(tuple(map(Literal, row)) for row in rows))


def _write_parameters(query: "CannedQuery") -> str:
    """Write the parameters with their defaults, an open one with nothing behind the sign."""
    return " ".join(f"{each.name}={each.default or ''}" for each in query.parameters)
