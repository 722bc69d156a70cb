"""Write one file as one step, and never over what somebody else wrote meanwhile."""

import os
import tempfile
from pathlib import Path

from mgi_graph.errors import OutputError


def check_writable(out: Path) -> None:
    """Raise :class:`OutputError` where a look at ``out`` shows that it cannot be written."""
    folder = _real(out).parent
    if out.is_dir():
        raise OutputError(f"{out}: is a folder; expected the name of a file, new or not")
    if out.exists() and not out.is_file():
        raise OutputError(f"{out}: is no file; expected the name of a file, new or not")
    if not folder.is_dir():
        raise OutputError(f"{out}: no such folder: {str(folder)!r}; make it first")
    if not os.access(folder, os.W_OK | os.X_OK) or (out.exists() and not os.access(out, os.W_OK)):
        raise OutputError(f"{out}: cannot be written: Permission denied; choose another --out")


def read_bytes(path: Path) -> bytes | None:
    """Return what a file holds, or ``None`` where there is none.

    Raises :class:`OutputError` where it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as err:
        raise OutputError(f"{path}: cannot be read: {err.strerror or err}") from err


def replace_file(out: Path, content: bytes, before: bytes | None) -> None:
    """Put ``content`` into the place of ``out``, which held ``before``, ``None`` for no file.

    It is written beside it and renamed, so that ``out`` holds the one or the other and
    never half of either. Raises :class:`OutputError` where that cannot be done or ``out``
    holds something else by now; it is then untouched.
    """
    real = _real(out)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".new", dir=real.parent)
        staging = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            staging.chmod(_mode(real))
            if read_bytes(real) != before:
                raise OutputError(
                    f"{out}: was changed by somebody else meanwhile; nothing was written, "
                    "so run the command again"
                )
            staging.replace(real)
        finally:
            staging.unlink(missing_ok=True)
        _sync_folder(real.parent)
    except OSError as err:
        raise OutputError(
            f"{out}: cannot be written: {err.strerror or err} (what stood there is untouched)"
        ) from err


def _real(out: Path) -> Path:
    """Return the file that a link leads to, so that the link stays."""
    return Path(os.path.realpath(out))


def _mode(path: Path) -> int:
    """Return the permissions of a file, or those that a new one gets."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """See to it that the new name outlives a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
