"""Offer ``mgi-graph suggest``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgi_graph.cli.choices import LANGUAGES, METHODS
from mgi_graph.cli.paths import FilePath

if TYPE_CHECKING:
    from mgi_graph.pipeline.suggesting.suggest import Suggested

_WEAKER = (
    "  It is the weaker one, for it knows words and not meanings. "
    "For a better one: pip install 'mgi-graph[matching]'"
)


@click.command("suggest")
@click.argument("sources", nargs=-1, required=True, type=FilePath(), metavar="SOURCE...")
@click.option(
    "--out",
    type=FilePath(),
    metavar="FILE",
    help="The curation file to write, or to update where it is there: what people decided in it "
    "stays as they wrote it. Without this option it goes to standard output.",
)
@click.option(
    "--method",
    type=click.Choice(METHODS),
    help="How indicators are found; the best that is installed without this option.",
)
@click.option(
    "--lang",
    default="en",
    type=click.Choice(LANGUAGES),
    show_default=True,
    help="The language of the comments in the file.",
)
def command(sources: tuple[Path, ...], out: Path | None, method: str | None, lang: str) -> None:
    """Propose indicators and names for the findings of one profile, as a file for people to edit.

    SOURCEs are the profile's texts, one a language, or a folder of them.
    """
    from mgi_graph.pipeline.suggesting.suggest import suggest_curation

    suggested = suggest_curation(
        sources, out, method, lang, notice=lambda text: click.echo(text, err=True)
    )
    if out is None:
        click.echo(suggested.text, nl=False)
    for line in _summarise(suggested, out):
        click.echo(line, err=True)


def _summarise(suggested: "Suggested", out: Path | None) -> list[str]:
    from mgi_graph.model import ReviewStatus

    rows = suggested.curation.findings
    open_ = suggested.count(ReviewStatus.OPEN)
    kept = suggested.count(ReviewStatus.CONFIRMED, ReviewStatus.CHANGED)
    floor = f", below the floor of {suggested.floor:.2f}" if open_ else ""
    statuses = {
        "mention": [each.status for row in rows for each in row.mentions or ()],
        "year": [each.status for row in rows for each in row.years]
        + [each.status for row in rows for each in row.periods],
        "thing": [each.status for each in suggested.curation.things],
    }
    counts = ", ".join(
        _count(found.count(ReviewStatus.SUGGESTED), noun) for noun, found in statuses.items()
    )
    lines = [f"warning: {warning}" for warning in suggested.warnings]
    proposed = f"{suggested.count(ReviewStatus.SUGGESTED)} suggested, {open_} left open{floor}"
    lines += [
        f"{suggested.name}: {_count(len(rows), 'finding')}: {proposed}, {kept} decided and kept",
        f"suggested in them: {counts}",
        f"method: {suggested.method}",
    ]
    if suggested.weaker:
        lines.append(_WEAKER)
    if out is not None:
        lines.append(f"{out}: {suggested.outcome.value}")
        if out.name != f"{suggested.name}.yaml":
            lines.append(f"  A build looks for it by the name {suggested.name}.yaml")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
