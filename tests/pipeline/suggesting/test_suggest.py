"""Test what proposals are made from, and those that a build asks for."""

import shutil
from pathlib import Path

import pytest

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.model import ReviewStatus
from mgi_graph.parsing import parse_sources, read_curation
from mgi_graph.pipeline.suggesting.examples import Folder, link_findings, load_folder, load_packaged
from mgi_graph.pipeline.suggesting.proposing import propose_for_build
from mgi_graph.pipeline.suggesting.suggest import Outcome, suggest_curation
from mgi_graph.rdf.iris import name_profiles
from tests.pipeline.proposals import QUITO


@pytest.fixture(scope="module")
def packaged() -> Folder:
    """Return the packaged profiles with their curation files."""
    return load_packaged()


def test_packaged_decisions_are_examples(packaged: Folder) -> None:
    """Every finding of the three profiles has been linked by people."""
    assert packaged.warnings == ()
    assert len({each.iri for each in link_findings(packaged.examples)}) == 105


def test_what_nobody_decided_is_no_example(tmp_path: Path) -> None:
    """A proposal must not confirm itself."""
    source = SOURCES_DIR / "bra-manaus-2023-10.txt"
    (tmp_path / "sources").mkdir()
    (tmp_path / "curation").mkdir()
    shutil.copy(source, tmp_path / "sources")
    out = tmp_path / "curation" / "bra-manaus-2023.yaml"
    assert suggest_curation([source], out, "words").outcome is Outcome.CREATED
    read = load_folder(tmp_path / "curation", tmp_path / "sources")
    assert len(read.examples) == 1
    assert list(link_findings(read.examples)) == []


def test_defective_neighbour_is_a_warning(tmp_path: Path) -> None:
    """It only means fewer examples."""
    (tmp_path / "bra-manaus-2023.yaml").write_text("profile: [\n")
    read = load_folder(tmp_path, SOURCES_DIR)
    assert read.examples == ()
    [warning] = read.warnings
    assert "bra-manaus-2023.yaml:1: not YAML" in warning


def test_build_gets_what_is_sure_enough_and_what_is_named(packaged: Folder) -> None:
    """Each row is suggested with its reasons, or open, and names what the packaged things are."""
    named = name_profiles(parse_sources([QUITO]))
    things = {thing.slug: thing for thing in packaged.shared}
    located, further = propose_for_build(named, things, frozenset(), "words")
    assert len(located) == 12
    for each in located:
        suggestion = each.row.suggestion
        assert suggestion is not None
        if each.row.status is ReviewStatus.OPEN:
            assert each.row.indicators == ()
        else:
            assert each.row.status is ReviewStatus.SUGGESTED
            assert each.row.indicators == (suggestion.indicator,)
        for mention, quotations in each.mentions:
            assert mention.status is ReviewStatus.SUGGESTED
            assert [quotation.text for quotation in quotations] == [mention.text]
    mentioned = {mention.thing for each in located for mention, _ in each.mentions}
    assert mentioned <= things.keys() | {thing.slug for thing in further}
    assert all(thing.status is ReviewStatus.SUGGESTED for thing in further)
    assert propose_for_build(named, things, frozenset(), "words") == (located, further)


def test_later_profile_of_a_year_has_its_month(tmp_path: Path) -> None:
    """It is named as in the dataset where it stands beside the first one."""
    text = (SOURCES_DIR / "bra-manaus-2023-10.txt").read_text("utf-8")
    later = tmp_path / "bra-manaus-2023-12.txt"
    assert "2023 Octobre" in text
    later.write_text(text.replace("2023 Octobre", "2023 Décembre"), "utf-8")
    assert suggest_curation([later], None, "words").name == "bra-manaus-2023-12"
    assert suggest_curation([SOURCES_DIR / "bra-manaus-2023-10.txt"], None, "words").name == (
        "bra-manaus-2023"
    )


def test_packaged_files_have_nothing_open() -> None:
    """What is packaged was decided by people, every row of it."""
    for path in sorted(CURATION_DIR.glob("*-20*.yaml")):
        statuses = {row.status for row in read_curation(path).findings}
        assert statuses <= {ReviewStatus.CONFIRMED, ReviewStatus.CHANGED}
