"""A corpus is the same bytes whenever it is written, and a profile whatever stands beside it."""

from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus


def _bytes(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_same_number_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing but the number and the seed tells one corpus from another."""
    write_corpus(8, tmp_path / "one", seed=3)
    write_corpus(8, tmp_path / "two", seed=3)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_another_seed_gives_another_corpus(tmp_path: Path) -> None:
    """Two seeds have no profile in common."""
    write_corpus(8, tmp_path / "one", seed=3)
    write_corpus(8, tmp_path / "two", seed=4)
    one, two = _bytes(tmp_path / "one"), _bytes(tmp_path / "two")
    assert not set(one.values()) & set(two.values())


def test_profile_does_not_depend_on_how_many_there_are(tmp_path: Path, corpus: Path) -> None:
    """The files of a small corpus stand in a larger one, byte for byte."""
    write_corpus(17, tmp_path / "few")
    few, many = _bytes(tmp_path / "few"), _bytes(corpus)
    shared = "curation/things.yaml"
    assert len(few) < len(many)
    assert few.items() - {(shared, few[shared])} <= many.items()
    assert set(_slugs(few[shared])) < set(_slugs(many[shared]))


def _slugs(things: bytes) -> list[str]:
    return [line for line in things.decode().splitlines() if "slug: " in line]


def test_counts_are_those_of_the_files(tmp_path: Path) -> None:
    """Who writes a corpus is told how many files and findings it has."""
    written = write_corpus(8, tmp_path)
    assert written.sources == len(list((tmp_path / "sources").iterdir()))
    assert written.curated == len(list((tmp_path / "curation").iterdir())) - 1
    rows = sum(
        path.read_text(encoding="utf-8").count("  - finding: ")
        for path in (tmp_path / "curation").iterdir()
    )
    assert written.findings == rows


@pytest.mark.parametrize(("share", "fewest", "most"), [(0.0, 40, 40), (0.5, 10, 30), (1.0, 0, 0)])
def test_a_share_of_profiles_has_no_curation_file(
    tmp_path: Path, corpus: Path, share: float, fewest: int, most: int
) -> None:
    """The sources are the same whatever the share, and so is each file that is left."""
    written = write_corpus(40, tmp_path, uncurated=share)
    own, whole = _bytes(tmp_path), _bytes(corpus)
    assert fewest <= written.curated <= most
    assert own.items() <= whole.items()
    assert len(whole) - len(own) == 40 - written.curated


def test_a_corpus_is_not_written_over_another(tmp_path: Path) -> None:
    """What stands in the folder may be of another size, so it has to go first."""
    write_corpus(1, tmp_path)
    with pytest.raises(FileExistsError, match="is there already; name another folder"):
        write_corpus(1, tmp_path)
