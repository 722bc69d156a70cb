"""Test when curated links stop a build, and when they are left out with a warning."""

import shutil
from pathlib import Path

import pytest

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.errors import ManyErrors
from mgi_graph.model import Profile
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.curation import CuratedLinks, Strictness, load_links
from mgi_graph.pipeline.dataset import Background
from mgi_graph.rdf.iris import name_profiles

MANAUS = "bra-manaus-2023"
HEALTH = "The Manaus Health Secretariat provides free primary health"


@pytest.fixture(scope="module")
def manaus() -> list[tuple[str, Profile]]:
    """Return the profile of Manaus under its name."""
    return name_profiles(parse_sources([SOURCES_DIR / "bra-manaus-2023-10.txt"]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy of Manaus's links."""
    shutil.copy(CURATION_DIR / f"{MANAUS}.yaml", tmp_path)
    return tmp_path


def _replace(folder: Path, old: str, new: str) -> None:
    path = folder / f"{MANAUS}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def _load(
    manaus: list[tuple[str, Profile]],
    folder: Path,
    background: Background,
    strictness: Strictness = Strictness.ALL,
) -> CuratedLinks:
    return load_links(manaus, folder, background.indicators, strictness)


def test_every_link_of_the_packaged_file_fits(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """All 36 findings of Manaus have their indicators."""
    assert len(_load(manaus, folder, background).links) == 36


def test_profile_without_a_file_has_no_links(
    manaus: list[tuple[str, Profile]], tmp_path: Path, background: Background
) -> None:
    """Links are a person's work; their absence is no error."""
    assert _load(manaus, tmp_path, background) == CuratedLinks({}, ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (HEALTH, "Something else", r"words are 'Something else', but the finding begins 'The Man"),
        (
            "indicators: [access-to-health-care]",
            "indicators: [acces-to-health-care]",
            r"indicator not known: 'acces-to-health-care'; did you mean 'access-to-health-care'",
        ),
        (
            "migrants-rights/well-developed/1",
            "migrants-rights/well-developed/9",
            r"finding not known: .*well-developed/9",
        ),
        (
            f"id/profile/{MANAUS}",
            "id/profile/bra-manaus-2022",
            r"profile is .*bra-manaus-2022', but the file is named for .*bra-manaus-2023'",
        ),
    ],
    ids=["words", "indicator", "finding", "profile"],
)
def test_link_that_does_not_fit_is_an_error(
    manaus: list[tuple[str, Profile]],
    folder: Path,
    background: Background,
    old: str,
    new: str,
    message: str,
) -> None:
    """The message names the file, the value and what was expected."""
    _replace(folder, old, new)
    with pytest.raises(ManyErrors, match=message) as caught:
        _load(manaus, folder, background)
    assert str(folder / f"{MANAUS}.yaml") in str(caught.value)


def test_error_names_the_line(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """The line is that of the row in the file."""
    _replace(folder, HEALTH, "Something else")
    lines = (folder / f"{MANAUS}.yaml").read_text("utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, 1) if "well-developed/1" in line)
    with pytest.raises(ManyErrors, match=rf"{MANAUS}\.yaml:{row}: "):
        _load(manaus, folder, background)


def test_every_misfit_is_reported(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """One run shows all of them."""
    _replace(folder, HEALTH, "Something else")
    _replace(folder, "[intercultural-mediation]", "[mediation]")
    with pytest.raises(ManyErrors) as caught:
        _load(manaus, folder, background)
    assert len(caught.value.errors) == 2


@pytest.mark.parametrize(
    ("strictness", "old", "new", "stops"),
    [
        (Strictness.DRIFT, HEALTH, "Something else", True),
        (Strictness.NONE, HEALTH, "Something else", False),
        (
            Strictness.DRIFT,
            "migrants-rights/well-developed/1",
            "partnerships/for-development/9",
            False,
        ),
        (Strictness.NONE, "[intercultural-mediation]", "[mediation]", True),
    ],
    ids=[
        "drift stops",
        "drift is left out",
        "unknown finding is left out",
        "unknown indicator stops",
    ],
)
def test_strictness_decides(
    manaus: list[tuple[str, Profile]],
    folder: Path,
    background: Background,
    strictness: Strictness,
    old: str,
    new: str,
    *,
    stops: bool,
) -> None:
    """What is left out is said; what would link wrongly stops."""
    _replace(folder, old, new)
    if stops:
        with pytest.raises(ManyErrors):
            _load(manaus, folder, background, strictness)
        return
    loaded = _load(manaus, folder, background, strictness)
    assert len(loaded.links) == 35
    assert len(loaded.warnings) == 1


def test_links_of_a_profile_that_no_source_has_are_warned_of(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """A file that is misnamed, or whose source is not among those of the build, is not ignored."""
    (folder / f"{MANAUS}.yaml").rename(folder / "bra-manaos-2023.yaml")
    loaded = _load(manaus, folder, background)
    assert not loaded.links
    (warning,) = loaded.warnings
    assert "no source has the profile 'bra-manaos-2023'; did you mean 'bra-manaus-2023'?" in warning
    assert _load(manaus, folder, background, Strictness.DRIFT) == CuratedLinks({}, ())
