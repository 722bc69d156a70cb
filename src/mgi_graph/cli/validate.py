"""Offer ``mgi-graph validate``."""

from pathlib import Path
from typing import Literal

import click

from mgi_graph.cli.build import DOES_NOT_CONFORM
from mgi_graph.cli.choices import LANGUAGES
from mgi_graph.cli.paths import FilePath

# Those of mgi_graph.validation, whose import takes longer than --help may.
_ENGINES = ("auto", "pyshacl", "fast")


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=FilePath(), metavar="FILE...")
@click.option(
    "--format",
    "format_name",
    default="text",
    show_default=True,
    type=click.Choice(["text", "turtle"]),
    help="A report for people, or SHACL's own.",
)
@click.option("--lang", default="en", type=click.Choice(LANGUAGES), show_default=True)
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    help="pySHACL, or the fast one of mgi-graph[fast], which auto takes where it is installed.",
)
def command(
    files: tuple[Path, ...],
    format_name: str,
    lang: str,
    engine: Literal["auto", "pyshacl", "fast"] | None,
) -> None:
    """Validate RDF FILEs against the shapes; the ontology and vocabularies come with the tool.

    Exit code 0 means that the data conforms, warnings or not; 1 that it does not.
    """
    from mgi_graph.validation import serialise_report, validate_files, write_text

    report = validate_files(files, engine=engine or "auto")
    if engine is not None:
        click.echo(f"validated by {report.engine}", err=True)
    if format_name == "turtle":
        click.echo(serialise_report(report), nl=False)
    else:
        click.echo(write_text(report, lang))
    if not report.conforms:
        raise SystemExit(DOES_NOT_CONFORM)
