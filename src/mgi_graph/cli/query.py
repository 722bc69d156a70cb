"""Offer ``mgi-graph query``."""

from collections.abc import Iterable
from pathlib import Path

import click

from mgi_graph.cli.answers import FORMATS, show
from mgi_graph.cli.stores import open_chosen_store, store_options
from mgi_graph.errors import ParameterError
from mgi_graph.queries import LANGUAGES, CannedQuery


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
    from mgi_graph.queries import bind_parameters, find_query, load_queries, run_query

    if name is None:
        _list_queries(load_queries(), lang or LANGUAGES[0])
        return
    query = find_query(name)
    values = _read_pairs(pairs)
    if lang is not None and any(parameter.name == "lang" for parameter in query.parameters):
        values.setdefault("lang", lang)
    if show_sparql:
        click.echo(bind_parameters(query, values), nl=False)
        return
    show(run_query(open_chosen_store(data, endpoint), query, values), format_name)


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


def _list_queries(queries: Iterable[CannedQuery], lang: str) -> None:
    topic = None
    for query in queries:
        if query.topic != topic:
            topic = query.topic
            click.secho(topic, bold=True)
        parameters = " ".join(
            f"{each.name}={each.default or ''}" for each in query.parameters if each.name != "lang"
        )
        click.echo(f"  {query.name:<32} {query.question[lang]}")
        if parameters:
            click.secho(f"  {'':<32} {parameters}", dim=True)
