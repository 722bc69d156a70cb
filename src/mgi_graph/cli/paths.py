"""Take the path of a file or a folder from the command line."""

import os
from pathlib import Path

import click


class FilePath(click.Path):
    """Take any path but an empty one, which would stand for the working directory.

    ``--out "$UNSET"`` must not. Whether the path exists is for the command to say, with what it
    expected there.
    """

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Return the path; an empty one is an error of usage."""
        if value == "":
            self.fail("the path is empty; name a file or a folder", param, ctx)
        return super().convert(value, param, ctx)
