"""Test that a file is replaced whole, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mgi_graph.errors import OutputError
from mgi_graph.pipeline.file_output import check_writable, replace_file


def test_new_file_is_written(tmp_path: Path) -> None:
    """It holds the content, may be read as others may, and nothing is left beside it."""
    out, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    other.touch()
    replace_file(out, b"one", None)
    assert out.read_bytes() == b"one"
    assert out.stat().st_mode == other.stat().st_mode
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]


def test_replaced_file_keeps_its_permissions_and_links(tmp_path: Path) -> None:
    """A link stays a link, and the file that it leads to is the one replaced."""
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_bytes(b"one")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"two", b"one")
    assert link.is_symlink()
    assert real.read_bytes() == b"two"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("before", "meanwhile"), [(b"one", b"two"), (None, b"two"), (b"one", None)]
)
def test_file_that_changed_meanwhile_is_left_alone(
    tmp_path: Path, before: bytes | None, meanwhile: bytes | None
) -> None:
    """Who saves the file while proposals are made loses nothing."""
    out = tmp_path / "a.yaml"
    if meanwhile is not None:
        out.write_bytes(meanwhile)
    with pytest.raises(OutputError, match="changed by somebody else meanwhile"):
        replace_file(out, b"three", before)
    assert (out.read_bytes() if out.exists() else None) == meanwhile
    assert len(list(tmp_path.iterdir())) == (meanwhile is not None)


def test_killed_writing_leaves_the_old_file(tmp_path: Path) -> None:
    """Where the process dies just before the renaming, the old content stands."""
    out = tmp_path / "a.yaml"
    out.write_bytes(b"one")
    code = (
        "import os, pathlib, sys\n"
        "from mgi_graph.pipeline import file_output\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "file_output.replace_file(pathlib.Path(sys.argv[1]), b'two' * 100_000, b'one')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(out)], check=False)
    assert ended.returncode == 9
    assert out.read_bytes() == b"one"


def test_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    """A folder, and a file in a folder that is not there, are refused with their names."""
    with pytest.raises(OutputError, match=r"is a folder; expected the name of a file"):
        check_writable(tmp_path)
    with pytest.raises(OutputError, match=r"no such folder: '.*missing'; make it first"):
        check_writable(tmp_path / "missing" / "a.yaml")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(OutputError, match=r"is no file; expected"):
        check_writable(fifo)
