"""Test that moments of the scheme are kept, found again, and never used for another scheme."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mgi_graph.assets import MATCHING_DIR
from mgi_graph.matching import Indicator, SchemeText, TextKind, UnlinkedFinding, learn
from mgi_graph.matching.discriminant import Moments
from mgi_graph.matching.encoders import EncoderName
from mgi_graph.matching.kept import digest_scheme, keep_moments, read_moments
from mgi_graph.matching.parameters import read_parameters

USE = EncoderName.USE
SMALL = [
    Indicator(slug, "x", (SchemeText(TextKind.PREF_LABEL, "en", slug),))
    for slug in ("schools", "health care", "border guards", "money sent home")
]
FINDING = UnlinkedFinding("Pupils learn the language", "en", "x")


@pytest.mark.parametrize("name", list(EncoderName))
def test_the_shipped_moments_are_those_of_the_present_scheme(
    scheme: tuple[Indicator, ...], name: EncoderName
) -> None:
    """Nobody waits for the scheme to be encoded."""
    settings = read_parameters(MATCHING_DIR / "parameters.json").discriminant
    digest = digest_scheme(scheme, name, settings)
    kept = read_moments(MATCHING_DIR / f"{name}.npz", digest, name)
    assert kept is not None, "the scheme has changed: run make fit-matching"
    assert kept.weights.shape == (len(scheme),)


def test_made_moments_are_kept_and_found_again(tmp_path: Path) -> None:
    """The second time nothing is encoded, and the proposal is the same."""
    notices: list[str] = []
    first = learn(SMALL, [], "use", keep_in=tmp_path, notice=notices.append)
    second = learn(SMALL, [], "use", keep_in=tmp_path, notice=notices.append)
    assert notices == ["encoding 4 texts of the indicators with use; this is done once"]
    assert [each.name for each in tmp_path.iterdir()] == ["use.npz"]
    assert first.suggest([FINDING]) == second.suggest([FINDING])


def test_the_shipped_moments_are_never_overwritten() -> None:
    """A scheme of one's own, with no folder to keep its moments in, leaves the package alone."""
    before = (MATCHING_DIR / "use.npz").read_bytes()
    learn(SMALL, [], "use")
    assert (MATCHING_DIR / "use.npz").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\x93NUMPY"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    """What is in the cache directory is nobody's fault."""
    (tmp_path / "use.npz").write_bytes(content)
    notices: list[str] = []
    learn(SMALL, [], "use", keep_in=tmp_path, notice=notices.append)
    learn(SMALL, [], "use", keep_in=tmp_path, notice=notices.append)
    assert len(notices) == 1


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Then the moments are made each time."""
    (tmp_path / "file").write_text("")
    matcher = learn(SMALL, [], "use", keep_in=tmp_path / "file" / "folder")
    assert matcher.suggest([FINDING])[0].candidates[0].slug == "schools"


def test_the_digest_changes_with_texts_and_settings() -> None:
    """Moments of other texts or weights are not taken."""
    settings = read_parameters(MATCHING_DIR / "parameters.json").discriminant
    other = replace(settings, kind_weights={**settings.kind_weights, TextKind.ALT_LABEL: 9.0})
    digests = {
        digest_scheme(SMALL, USE, settings),
        digest_scheme(SMALL[:3], USE, settings),
        digest_scheme(SMALL, EncoderName.E5, settings),
        digest_scheme(SMALL, USE, other),
    }
    assert len(digests) == 4


def test_kept_moments_are_the_same_bytes_and_numbers(tmp_path: Path) -> None:
    """The lower triangle comes back from the upper one."""
    vectors = np.ones((2, 512)) * np.arange(512)
    moments = Moments(np.array([1.0, 2.0]), vectors, vectors.T @ vectors)
    for name in ("a.npz", "b.npz"):
        keep_moments(tmp_path / name, "digest", moments)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    found = read_moments(tmp_path / "a.npz", "digest", USE)
    assert found is not None
    assert np.array_equal(found.products, moments.products)
    assert read_moments(tmp_path / "a.npz", "another", USE) is None


def test_what_is_no_archive_of_such_arrays_is_not_used(tmp_path: Path) -> None:
    """Neither one array alone, nor numbers that are none, nor a single number."""
    path = tmp_path / "use.npz"
    with path.open("wb") as file:
        np.save(file, np.arange(5))
    assert read_moments(path, "d", EncoderName.USE) is None
    for value in (np.float32("nan"), "a"):
        np.savez(
            path,
            digest=np.array("d"),
            weights=np.full(3, value),
            sums=np.full((3, 512), value),
            products=np.full(512 * 513 // 2, value),
        )
        assert read_moments(path, "d", EncoderName.USE) is None
    one = np.float32(1)
    np.savez(path, digest=np.array("d"), weights=one, sums=one, products=one)
    assert read_moments(path, "d", EncoderName.USE) is None
