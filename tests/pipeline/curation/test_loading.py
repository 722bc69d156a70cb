"""Test when curation files stop a build, and when rows are left out with a warning."""

import shutil
from pathlib import Path

import pytest

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.errors import ManyErrors
from mgi_graph.model import Profile
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.curation.fitting import Strictness
from mgi_graph.pipeline.curation.loading import THINGS_FILE, Curated, load_curation
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
    """Return a folder with a copy of Manaus's file, and of the things."""
    shutil.copy(CURATION_DIR / f"{MANAUS}.yaml", tmp_path)
    shutil.copy(CURATION_DIR / THINGS_FILE, tmp_path)
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
) -> Curated:
    return load_curation(manaus, folder, background.slugs, strictness)


def test_every_link_of_the_packaged_file_fits(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """All 36 findings of Manaus have their indicators."""
    assert len(_load(manaus, folder, background).findings) == 36


def test_profile_without_a_file_has_no_links(
    manaus: list[tuple[str, Profile]], tmp_path: Path, background: Background
) -> None:
    """Links are a person's work; their absence is no error."""
    loaded = _load(manaus, tmp_path, background)
    assert (loaded.findings, loaded.read, loaded.warnings) == ({}, frozenset(), ())


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


_SUGGESTED = """indicators: [access-to-health-care]
    status: changed
    suggestion:
      indicator: access-to-health-care
      confidence: 0.9
      method: words
      words: [health]
      similar: [https://w3id.org/mgi-graph/id/{similar}]"""


def _suggest_similar(folder: Path, similar: str) -> None:
    row = "indicators: [access-to-health-care]"
    _replace(folder, row, _SUGGESTED.replace("{similar}", similar))


def test_a_similar_finding_may_be_of_a_place_in_any_script(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """Names that are not written in Latin letters stay as they are in IRIs."""
    _suggest_similar(folder, "finding/ukr-київ-2024/partnerships/well-developed/1")
    assert len(_load(manaus, folder, background).findings) == 36


def test_what_is_similar_is_a_finding(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """Any other IRI is an error that gives it."""
    _suggest_similar(folder, "profile/bra-manaus-2023")
    with pytest.raises(ManyErrors, match=r"similar is '.*/profile/bra-manaus-2023'; expected the"):
        _load(manaus, folder, background)


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
    assert len(loaded.findings) == 35
    assert len(loaded.warnings) == 1


def test_links_of_a_profile_that_no_source_has_are_warned_of(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """A file that is misnamed, or whose source is not among those of the build, is not ignored."""
    (folder / f"{MANAUS}.yaml").rename(folder / "bra-manaos-2023.yaml")
    loaded = _load(manaus, folder, background)
    assert not loaded.findings
    (warning,) = loaded.warnings
    assert "no source has the profile 'bra-manaos-2023'; did you mean 'bra-manaus-2023'?" in warning
    assert not _load(manaus, folder, background, Strictness.DRIFT).warnings


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "groups: [refugees]",
            "groups: [refuges]",
            r"group not known: 'refuges'; did you mean 'refugees'\? \(ontology/groups.ttl",
        ),
        (
            "{text: Manaus Health Secretariat,",
            "{text: Manaus Health Ministry,",
            r"'Manaus Health Ministry' does not stand in the finding, which says 'The Manaus He",
        ),
        (
            "text: BHUs, thing: bra-manaus-basic-health-units, occurrence: 1",
            "text: BHUs, thing: bra-manaus-basic-health-units",
            r"'BHUs' stands 2 times in the finding; say which is meant with occurrence",
        ),
        (
            "text: BHUs, thing: bra-manaus-basic-health-units, occurrence: 2",
            "text: BHUs, thing: bra-manaus-basic-health-units, occurrence: 3",
            r"occurrence is 3, but 'BHUs' stands 2 times",
        ),
        (
            "{text: Manaus Health Secretariat,",
            "{text: Manaus Health Secretariat, occurrence: 1,",
            r"'Manaus Health Secretariat' stands once in the finding; leave occurrence out",
        ),
        (
            "thing: bra-manaus-health-secretariat}",
            "thing: bra-manaus-health-secretary}",
            r"thing not known: .*-secretary'; did you mean 'bra-manaus-health-secretariat'",
        ),
        (
            "{text: Basic Health Units,",
            "{text: Health Secretariat,",
            r"mentions 'Manaus Health Secretariat' and 'Health Secretariat' overlap",
        ),
        (
            "object: bra-manaus-edumigra",
            "object: bra-manaus-edumigro",
            r"thing or place not known: 'bra-manaus-edumigro'; did you mean 'bra-manaus-edumigra'",
        ),
        (
            "object: bra-manaus-edumigra",
            "object: bra-manaus-compremi",
            r"'bra-manaus-compremi' is not among the finding's mentions; add the words that n",
        ),
        (
            "words: formulating and coordinating migration policies",
            "words: formulating and co-ordinating migration policies",
            r"'formulating and co-ordinating migration policies' does not stand in the finding",
        ),
        (
            "of: bra-manaus-compremi, text: created",
            "of: bra-manaus, text: created",
            r"thing not known: 'bra-manaus'",
        ),
        (
            "year: 2022, property: year, text: In 2022",
            "year: 2022, property: year, text: in 2022",
            r"'in 2022' does not stand in the finding",
        ),
        (
            "text: since 2019}",
            "text: since 2019}\n      - {year: 2019, property: startYear, text: 'November 2019'}",
            r"'finding startYear 2019' is stated on line 2\d\d already",
        ),
    ],
    ids=[
        "group",
        "mention not there",
        "occurrence missing",
        "occurrence too great",
        "occurrence of no use",
        "thing",
        "overlap",
        "object",
        "object not mentioned",
        "words of a responsibility",
        "year of a place",
        "year's words",
        "stated twice",
    ],
)
def test_what_a_row_names_must_be_known_and_stand_in_the_finding(
    manaus: list[tuple[str, Profile]],
    folder: Path,
    background: Background,
    old: str,
    new: str,
    message: str,
) -> None:
    """The message names the file, the line of the entry, the value and what was expected."""
    _replace(folder, old, new)
    lines = (folder / f"{MANAUS}.yaml").read_text("utf-8").splitlines()
    last = new.splitlines()[-1]
    row = next(number for number, line in enumerate(lines, 1) if last in line)
    with pytest.raises(ManyErrors, match=message) as caught:
        _load(manaus, folder, background)
    (error,) = caught.value.errors
    place = f"{folder / MANAUS}.yaml:"
    # The groups of a row stand under the row's own line.
    assert str(error).startswith(place if "group" in message else f"{place}{row}: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("slug: iom", "slug: bra-manaus", r"slug 'bra-manaus' is a place's; name the thing other"),
        ("slug: iom", "slug: united-nations", r"thing 'united-nations' stands on line"),
        ("kind: committee", "kind: comittee", r"kind not known: 'comittee'; did you mean 'comm"),
        ("places: [bra]", "places: [bre]", r"place not known: 'bre'"),
        ("groups: [children, refugees]", "groups: [child, refugees]", r"group not known: 'child'"),
    ],
    ids=["a place's slug", "twice", "kind", "place", "group"],
)
def test_thing_must_fit_the_vocabularies(
    manaus: list[tuple[str, Profile]],
    folder: Path,
    background: Background,
    old: str,
    new: str,
    message: str,
) -> None:
    """A thing has one slug, a known kind, and known places and groups."""
    path = folder / THINGS_FILE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ManyErrors, match=message) as caught:
        _load(manaus, folder, background)
    assert str(path) in str(caught.value)


def test_words_of_a_mention_that_drifted_are_tolerated_like_those_of_a_row(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """A text that is converted on its own may differ; a build stops."""
    _replace(folder, "{text: Manaus Health Secretariat,", "{text: Manaus Health Ministry,")
    loaded = _load(manaus, folder, background, Strictness.NONE)
    assert len(loaded.findings) == 35
    (warning,) = loaded.warnings
    assert "does not stand in the finding" in warning
    with pytest.raises(ManyErrors):
        _load(manaus, folder, background, Strictness.DRIFT)


def test_thing_is_described_once_over_all_files(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """A profile's own things and those of the shared file are one list."""
    again = (
        "things:\n  - slug: united-nations\n    class: Institution\n    kind: ''\n"
        "    places: []\n    labels: {en: UN, es: ONU, fr: ONU}\n"
    )
    _replace(folder, "findings:\n", f"{again}findings:\n")
    with pytest.raises(ManyErrors, match=r"thing 'united-nations' is described twice") as caught:
        _load(manaus, folder, background)
    assert f"{MANAUS}.yaml" in str(caught.value)


def test_packaged_things_are_known_where_a_folder_has_none(
    manaus: list[tuple[str, Profile]], folder: Path, background: Background
) -> None:
    """A folder of one's own need not repeat them."""
    (folder / THINGS_FILE).unlink()
    assert len(_load(manaus, folder, background).findings) == 36
