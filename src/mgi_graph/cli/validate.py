"""Offer ``mgi-graph validate``."""

from pathlib import Path

import click

from mgi_graph.cli.build import DOES_NOT_CONFORM
from mgi_graph.cli.choices import LANGUAGES
from mgi_graph.cli.paths import FilePath


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
def command(files: tuple[Path, ...], format_name: str, lang: str) -> None:
    """Validate RDF FILEs against the shapes; the ontology and vocabularies come with the tool.

    Exit code 0 means that the data conforms, warnings or not; 1 that it does not.
    """
    from mgi_graph.validation import serialise_report, validate_files, write_text

    report = validate_files(files)
    if format_name == "turtle":
        click.echo(serialise_report(report), nl=False)
    else:
        click.echo(write_text(report, lang))
    if not report.conforms:
        raise SystemExit(DOES_NOT_CONFORM)
