"""Offer ``mgi-graph convert``."""

from pathlib import Path

import click

from mgi_graph.cli.paths import FilePath


@click.command("convert")
@click.argument("source", type=FilePath())
@click.option(
    "--explain",
    is_flag=True,
    help="Show the source line by line with what became of each, instead of RDF.",
)
@click.option(
    "--format",
    "format_name",
    default="turtle",
    show_default=True,
    type=click.Choice(["turtle", "ntriples", "jsonld", "rdfxml", "trig"]),
)
def command(source: Path, format_name: str, *, explain: bool) -> None:
    """Convert one profile text to RDF on standard output.

    Curated links are used where they fit; nothing is inferred.
    """
    if explain:
        _explain(source)
        return
    from mgi_graph.pipeline.convert import convert_source
    from mgi_graph.results import Graph, serialise

    converted = convert_source(source)
    for warning in converted.warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(serialise(Graph.of(converted.triples), format_name), nl=False)


def _explain(source: Path) -> None:
    from mgi_graph.parsing import explain, parse_profile, read_source

    lines = list(explain(parse_profile(read_source(source))))
    width = max(len(line.detail) for line in lines)
    for line in lines:
        click.echo(f"{line.number:>5}  {line.role:<12}  {line.detail:<{width}}  {line.text}")
