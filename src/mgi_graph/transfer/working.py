"""Give a folder for files that are on their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from mgi_graph.errors import OutputError


@contextmanager
def working_folder() -> Iterator[Path]:
    """Give a folder for what is on its way; say what to do where it cannot be written."""
    try:
        with TemporaryDirectory(prefix="mgi-graph-") as folder:
            yield Path(folder)
    except OSError as err:
        msg = (
            f"{gettempdir()}: no file can be written there: {err.strerror or err}; make room, or "
            "name another folder in TMPDIR"
        )
        raise OutputError(msg) from err
