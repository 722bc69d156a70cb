"""Replace an output directory as one step, so that readers never see half of it.

Everything is written beside the directory and put in its place at the end. On
Linux the two change places in one system call; elsewhere the old one is set
aside first and brought back by the next build if that one was cut off between
the two steps. What a killed build leaves behind, the next one removes.
"""

import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from mgi_graph.errors import OutputError
from mgi_graph.store import CHECKSUMS_FILE

CHECKSUMS = CHECKSUMS_FILE
"""The file that lists what a build wrote, as ``sha256sum --check`` reads it."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replace_directory(out: Path, digests: Mapping[str, str] | None = None) -> Iterator[Path]:
    """Yield an empty directory that takes the place of ``out`` when the block ends.

    ``digests`` are the SHA-256 of files that the block has digested already, by their names.
    Where the block raises, ``out`` stays as it was. Raises :class:`OutputError`
    where ``out`` cannot be written, holds files that no build wrote, or is being
    written by another build.
    """
    check_replaceable(out)
    with _output_errors(out):
        out = Path(os.path.realpath(out))
        staging = out.parent / f".{out.name}.building"
        aside = out.parent / f".{out.name}.replaced"
        with _make_parents(out), _claim(staging):
            if not out.exists() and aside.exists():
                aside.rename(out)
            yield staging
            _write_checksums(staging, digests or {})
            _swap(staging, out, aside)


@contextmanager
def _make_parents(out: Path) -> Iterator[None]:
    """Make the directories above ``out``, and take them away again where the block raises."""
    new = [parent for parent in out.parents if not parent.exists()]
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for parent in new:
            # Somebody else may have put something there meanwhile.
            with suppress(OSError):
                parent.rmdir()
        raise


def check_replaceable(out: Path) -> None:
    """Raise :class:`OutputError` where a look at ``out`` shows that no build may replace it."""
    with _output_errors(out):
        _refuse_foreign(Path(os.path.realpath(out)))


@contextmanager
def _output_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as err:
        reason = err.strerror or str(err)
        raise OutputError(
            f"{out}: cannot be written: {reason}; choose another directory with --out, "
            "or make room there (what stood there is untouched)"
        ) from err


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError(f"{out}: is a file; --out takes a directory")
    own = {CHECKSUMS, *read_checksums(out)} if (out / CHECKSUMS).exists() else set()
    foreign = sorted(_find_foreign(out, own))
    if foreign:
        raise OutputError(
            f"{out}: holds files that mgi-graph did not write ({', '.join(foreign[:3])}); "
            "a build replaces the whole directory, so choose an empty or a new one with --out"
        )
    if out.samefile(Path.cwd()):
        raise OutputError(
            f"{out}: is the working directory, which a build would take away from under you; "
            "name a folder in it with --out"
        )


def _find_foreign(out: Path, own: set[str]) -> Iterator[str]:
    """Give what is none of ``own`` in a directory, or in a folder of a build's in it."""
    folders = {name.partition("/")[0] for name in own if "/" in name}
    for path in out.iterdir():
        if path.name in folders and path.is_dir() and not path.is_symlink():
            with os.scandir(path) as entries:
                names = [f"{path.name}/{entry.name}" for entry in entries]
            yield from (name for name in names if name not in own)
        elif path.name not in own:
            yield path.name


@contextmanager
def _claim(staging: Path) -> Iterator[None]:
    """Make ``staging`` anew and hold a lock on it; take over what a dead build left."""
    try:
        import fcntl
    except ImportError:  # Windows has no fcntl: builds there are not kept apart
        fcntl = None  # type: ignore[assignment]
    staging.mkdir(exist_ok=True)
    handle = os.open(staging, os.O_RDONLY)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in staging.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        try:
            yield
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except BlockingIOError as err:
        raise OutputError(
            f"{staging}: another build is writing there; wait for it to end, or use another --out"
        ) from err
    finally:
        os.close(handle)


def _swap(staging: Path, out: Path, aside: Path) -> None:
    if not out.exists():
        staging.rename(out)
    elif not _exchange(staging, out):
        out.rename(aside)
        staging.rename(out)
    if aside.exists():
        shutil.rmtree(aside)


def _exchange(first: Path, second: Path) -> bool:
    """Let two directories change places in one step; tell whether the system can."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    failed = libc.renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(second))


def _write_checksums(folder: Path, digests: Mapping[str, str]) -> None:
    lines = [
        f"{digests.get(name) or _digest(folder / name)}  {name}\n"
        for name in sorted(_list_files(folder))
    ]
    (folder / CHECKSUMS).write_bytes("".join(lines).encode())


def _list_files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        below = "" if parent == str(folder) else f"{Path(parent).relative_to(folder).as_posix()}/"
        yield from (f"{below}{name}" for name in names)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that a build wrote, by its path in the folder."""
    lines = (folder / CHECKSUMS).read_bytes().decode(errors="replace").split("\n")
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: digest for digest, name in pairs}


def read_unchanged(folder: Path, name: str) -> bytes | None:
    """Return a file of a build, ``None`` where it is not what the build wrote."""
    try:
        content = (folder / name).read_bytes()
        known = read_checksums(folder).get(name)
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == known else None
