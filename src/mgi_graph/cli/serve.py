"""Offer ``mgi-graph serve``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mgi_graph.web.config import OPTIONS, Config, show_default
from mgi_graph.web.options import Kind


def _settings(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each setting, with its environment variable."""
    for option in reversed(OPTIONS):
        name = (
            f"{option.flag}/--no-{option.flag[2:]}" if option.kind is Kind.SWITCH else option.flag
        )
        command = click.option(
            name,
            option.name,
            envvar=option.variable,
            show_envvar=True,
            default=None,
            metavar=None if option.kind is Kind.SWITCH else option.kind.value,
            help=f"{option.help} [default: {show_default(option)}]",
        )(command)
    return command


@click.command("serve")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="MGI_GRAPH_DATA",
    help="A built dataset's directory, an RDF file or a store on disk; without it, the packaged "
    "profiles.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    envvar="MGI_GRAPH_ENDPOINT",
    help="A SPARQL engine that holds the dataset, to answer from it instead.",
)
@_settings
def command(data: Path | None, endpoint: str | None, **settings: Any) -> None:  # noqa: ANN401
    """Serve the dataset: SPARQL endpoint, linked data, canned queries, downloads.

    Stops in order at SIGINT and SIGTERM; SIGHUP, or a replaced dataset, has it loaded
    anew without a pause.
    """
    from mgi_graph.pipeline.embedded import keep_embedded, store_directory
    from mgi_graph.web.server import serve

    if data is not None and endpoint is not None:
        raise click.UsageError("--data and --endpoint exclude each other; give one of them")
    config = Config.of(settings)
    if endpoint is not None:
        serve(config, None, endpoint=endpoint)
        return
    cache = store_directory()
    if data is None:
        with keep_embedded() as path:
            serve(config, path, cache=cache)
    else:
        serve(config, data, cache=cache)
