"""Test that an output directory is replaced as a whole or not at all."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mgi_graph.errors import OutputError
from mgi_graph.pipeline import output
from mgi_graph.pipeline.output import CHECKSUMS, read_checksums, replace_directory


def _write(out: Path, content: str) -> None:
    with replace_directory(out) as folder:
        (folder / "a.txt").write_text(content)
        (folder / "b.txt").write_text(content)


def _fail_after_writing(path: Path) -> None:
    path.write_text("half")
    raise ZeroDivisionError


def _content(out: Path) -> set[str]:
    return {path.read_text() for path in out.iterdir() if path.name != CHECKSUMS}


def test_new_directory_is_written_whole(tmp_path: Path) -> None:
    """A build writes its files, their checksums and nothing beside them."""
    out = tmp_path / "deep" / "dataset"
    _write(out, "one")
    assert sorted(path.name for path in out.iterdir()) == ["a.txt", "b.txt", CHECKSUMS]
    assert [path.name for path in out.parent.iterdir()] == ["dataset"]


def test_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    """The list is the one that sha256sum --check reads."""
    _write(tmp_path / "dataset", "one")
    expected = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert read_checksums(tmp_path / "dataset") == {"a.txt": expected, "b.txt": expected}


def test_second_build_replaces_the_first(tmp_path: Path) -> None:
    """Nothing of the first build is left."""
    out = tmp_path / "dataset"
    _write(out, "one")
    _write(out, "two")
    assert _content(out) == {"two"}
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


def test_failing_build_leaves_the_old_one(tmp_path: Path) -> None:
    """An error inside the build leaves the old files and nothing beside them."""
    out = tmp_path / "dataset"
    _write(out, "one")
    with pytest.raises(ZeroDivisionError), replace_directory(out) as folder:
        _fail_after_writing(folder / "a.txt")
    assert _content(out) == {"one"}
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


def test_directory_with_other_files_is_refused(tmp_path: Path) -> None:
    """A directory that holds anything else is never replaced."""
    (tmp_path / "thesis.docx").write_text("ten years of work")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        _write(tmp_path, "one")
    assert (tmp_path / "thesis.docx").exists()


def test_directory_with_checksums_of_its_own_is_refused(tmp_path: Path) -> None:
    """Files that somebody else lists the digests of are not taken for a build's."""
    (tmp_path / "thesis.docx").write_text("ten years of work")
    digest = hashlib.sha256(b"ten years of work").hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  thesis.docx\n")
    with pytest.raises(OutputError, match="SHA256SUMS, thesis"):
        _write(tmp_path, "one")
    assert (tmp_path / "thesis.docx").exists()


def test_file_added_to_a_build_is_not_lost(tmp_path: Path) -> None:
    """A file that somebody put into a built dataset stops the next build."""
    out = tmp_path / "dataset"
    _write(out, "one")
    (out / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        _write(out, "two")
    assert (out / "notes.txt").read_text() == "mine"


def test_file_in_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    """A file cannot be replaced by a directory."""
    (tmp_path / "dataset").write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        _write(tmp_path / "dataset", "one")


def test_symbolic_link_is_followed(tmp_path: Path) -> None:
    """What a link points to is replaced; the link stays."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    _write(tmp_path / "link", "one")
    assert (tmp_path / "link").is_symlink()
    assert _content(tmp_path / "real") == {"one"}


def test_two_builds_of_one_directory_do_not_mix(tmp_path: Path) -> None:
    """The second of two builds at once is told to wait."""
    out = tmp_path / "dataset"
    with replace_directory(out) as folder:
        with pytest.raises(OutputError, match="another build"):
            _write(out, "two")
        (folder / "a.txt").write_text("one")
    assert _content(out) == {"one"}


def test_directory_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    """An impossible path names itself and the reason."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        _write(tmp_path / "file" / "dataset", "one")


def test_full_disk_leaves_the_old_one(tmp_path: Path) -> None:
    """A write that fails for want of room is an output error, and the old files stay."""
    out = tmp_path / "dataset"
    _write(out, "one")
    with pytest.raises(OutputError, match="No space left on device"), replace_directory(out):
        Path("/dev/full").write_text("does not fit")
    assert _content(out) == {"one"}


def test_without_exchange_the_old_one_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot exchange directories, two renames do."""
    monkeypatch.setattr(output, "_exchange", lambda _first, _second: False)
    out = tmp_path / "dataset"
    _write(out, "one")
    _write(out, "two")
    assert _content(out) == {"two"}
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


def test_what_was_set_aside_is_brought_back(tmp_path: Path) -> None:
    """A build that was cut off between the two renames is mended by the next one."""
    out = tmp_path / "dataset"
    _write(out, "one")
    out.rename(tmp_path / ".dataset.replaced")
    with pytest.raises(ZeroDivisionError), replace_directory(out) as folder:
        _fail_after_writing(folder / "a.txt")
    assert _content(out) == {"one"}


_BUILD_FOREVER = """
import sys, time
from pathlib import Path
from mgi_graph.pipeline.output import replace_directory
for number in range(10**9):
    with replace_directory(Path(sys.argv[1])) as folder:
        (folder / "a.txt").write_text(str(number))
        if number == 1: print("ready", flush=True)
        (folder / "b.txt").write_text(str(number))
"""


def test_killed_build_leaves_a_whole_directory(tmp_path: Path) -> None:
    """SIGKILL at any moment leaves one build's files, both of the same build."""
    out = tmp_path / "dataset"
    for round_number in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", _BUILD_FOREVER, str(out)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.003 * round_number)
            os.kill(process.pid, signal.SIGKILL)
        assert len(_content(out)) == 1
        assert sorted(path.name for path in out.iterdir()) == ["a.txt", "b.txt", CHECKSUMS]
    _write(out, "last")
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]
