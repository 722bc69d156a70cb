"""Offer ``mgi-graph build``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgi_graph.cli.choices import LANGUAGES
from mgi_graph.cli.paths import FilePath
from mgi_graph.cli.progress import Progress

if TYPE_CHECKING:
    from mgi_graph.pipeline.build import BuildReport

DOES_NOT_CONFORM = 1
"""The exit code of a run that went well over data that does not conform."""


@click.command("build")
@click.argument("sources", nargs=-1, type=FilePath(), metavar="[SOURCE]...")
@click.option(
    "--out",
    type=FilePath(),
    default=Path("dataset"),
    show_default=True,
    metavar="DIR",
    help="The directory to write; an earlier build there is replaced as a whole.",
)
@click.option(
    "--curation",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Curated links, PROFILE.yaml each; the packaged ones without this option.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to build many profiles with; as many as there are cores without this option.",
)
@click.option("--lang", default="en", type=click.Choice(LANGUAGES), show_default=True)
def command(
    sources: tuple[Path, ...], out: Path, curation: Path | None, jobs: int | None, lang: str
) -> None:
    """Build the dataset of SOURCEs, files or folders of them: parse, link, infer, validate, write.

    Without SOURCE, the packaged profiles are built. What an earlier build in DIR made of the same
    texts is copied; the result is the same as that of a build from nothing.
    """
    from mgi_graph.pipeline.build import build_dataset
    from mgi_graph.validation import write_text

    with Progress() as progress:
        report = build_dataset(sources, out, curation, jobs=jobs, notice=progress.show)
    for warning in report.assembled.warnings:
        click.echo(f"warning: {warning}", err=True)
    if report.validation.results:
        paths = {
            source.name: source.path
            for _, profile in report.assembled.profiles
            for source in profile.sources
        }
        click.echo(write_text(report.validation, lang, paths), err=True)
    if not report.written:
        click.echo(f"nothing was written: the data does not conform ({out} is untouched)", err=True)
        raise SystemExit(DOES_NOT_CONFORM)
    _show(report)


def _show(report: "BuildReport") -> None:
    from mgi_graph.pipeline.build import FILES

    found, quads = report.assembled, report.assembled.quads
    click.echo(
        f"{_count(len(found.profiles), 'profile')}, {_count(found.findings, 'finding')}, "
        f"{_count(quads.get('asserted', 0), 'triple')} asserted, "
        f"{quads.get('suggested', 0)} suggested, {quads.get('inferred', 0)} inferred, "
        f"{quads.get('itself', 0)} on the dataset itself; "
        f"{_count(report.validation.count('Violation'), 'violation')}, "
        f"{_count(report.validation.count('Warning'), 'warning')}",
        err=True,
    )
    copied = len(found.profiles) - found.converted
    if copied:
        click.echo(f"{_count(copied, 'profile')} copied from the earlier build", err=True)
    width = max(map(len, FILES))
    for name, what in FILES.items():
        click.echo(f"  {report.out / name!s:<{len(str(report.out)) + width + 1}}  {what}", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
