"""Test that a build keeps the texts that it was made from."""

import hashlib
from pathlib import Path

import pytest

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.errors import OutputError, SourceError
from mgi_graph.model import Profile
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.output import read_checksums, replace_directory
from mgi_graph.pipeline.sources import copy_sources

MANAUS = "bra-manaus-2023-10.txt"


def _parse(path: Path) -> list[Profile]:
    return parse_sources([path])


def test_sources_are_copied_byte_for_byte(tmp_path: Path) -> None:
    """Line ends and byte order marks stay, for positions count them."""
    given = tmp_path / "given.txt"
    given.write_bytes(b"\xef\xbb\xbf" + (SOURCES_DIR / MANAUS).read_bytes())
    copy_sources(_parse(given), tmp_path / "sources")
    assert (tmp_path / "sources" / "given.txt").read_bytes() == given.read_bytes()


def test_two_sources_of_one_name_are_both_kept(tmp_path: Path) -> None:
    """The second is under its digest, whatever the size of its letters."""
    profiles = []
    for folder, name, packaged in (
        ("a", "Profile.txt", MANAUS),
        ("b", "profile.txt", "col-medellin-2022-09.txt"),
    ):
        (tmp_path / folder).mkdir()
        content = (SOURCES_DIR / packaged).read_bytes()
        (tmp_path / folder / name).write_bytes(content)
        profiles += _parse(tmp_path / folder / name)
    copy_sources(profiles, tmp_path / "sources")
    digest = hashlib.sha256((SOURCES_DIR / "col-medellin-2022-09.txt").read_bytes()).hexdigest()
    assert {path.name for path in (tmp_path / "sources").iterdir()} == {
        "Profile.txt",
        f"{digest}.txt",
    }


@pytest.mark.parametrize("name", ["two\nlines.txt", "back\\slash.txt", ".hidden.txt"])
def test_name_that_no_list_holds_becomes_the_digest(tmp_path: Path, name: str) -> None:
    """Such a name would break the list of checksums, or hide the file."""
    given = tmp_path / name
    given.write_bytes((SOURCES_DIR / MANAUS).read_bytes())
    copy_sources(_parse(given), tmp_path / "sources")
    (kept,) = (tmp_path / "sources").iterdir()
    assert kept.name == hashlib.sha256(given.read_bytes()).hexdigest() + ".txt"


def test_source_that_changes_during_the_build_is_an_error(tmp_path: Path) -> None:
    """A text with another digest than the graph's would never be shown."""
    given = tmp_path / "given.txt"
    given.write_bytes((SOURCES_DIR / MANAUS).read_bytes())
    profiles = _parse(given)
    given.write_bytes(b"another")
    with pytest.raises(SourceError, match="was changed while it was read"):
        copy_sources(profiles, tmp_path / "sources")


def test_copies_are_among_the_checksums(tmp_path: Path) -> None:
    """sha256sum --check finds them, and names beyond ASCII with them."""
    given = tmp_path / "Medellín.txt"
    given.write_bytes((SOURCES_DIR / MANAUS).read_bytes())
    with replace_directory(tmp_path / "out") as folder:
        copy_sources(_parse(given), folder / "sources")
    assert read_checksums(tmp_path / "out") == {
        "sources/Medellín.txt": hashlib.sha256(given.read_bytes()).hexdigest()
    }


def test_build_is_replaced_with_its_sources(tmp_path: Path) -> None:
    """A second build takes the place of the first, its folder of sources too."""
    given = tmp_path / "given.txt"
    given.write_bytes((SOURCES_DIR / MANAUS).read_bytes())
    for _ in range(2):
        with replace_directory(tmp_path / "out") as folder:
            copy_sources(_parse(given), folder / "sources")
    assert [path.name for path in (tmp_path / "out" / "sources").iterdir()] == ["given.txt"]


def test_file_added_to_the_sources_is_not_lost(tmp_path: Path) -> None:
    """What somebody put into the folder of sources stops the next build."""
    given = tmp_path / "given.txt"
    given.write_bytes((SOURCES_DIR / MANAUS).read_bytes())
    with replace_directory(tmp_path / "out") as folder:
        copy_sources(_parse(given), folder / "sources")
    (tmp_path / "out" / "sources" / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"sources/notes\.txt"):
        replace_directory(tmp_path / "out").__enter__()
    assert (tmp_path / "out" / "sources" / "notes.txt").read_text() == "mine"
