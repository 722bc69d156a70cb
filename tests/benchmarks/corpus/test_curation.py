"""Curation files fit their sources, and say about as much as those of real profiles."""

from pathlib import Path

import pytest

from benchmarks.corpus import ComposedProfile, write_corpus
from benchmarks.corpus.words.tables import read_table
from mgi_graph.cli import main
from mgi_graph.model import Language, ReviewStatus
from mgi_graph.parsing import parse_sources, read_curation
from mgi_graph.pipeline.curation.loading import Curated, load_curation
from mgi_graph.pipeline.dataset import read_background
from mgi_graph.rdf.iris import name_profiles


@pytest.fixture(scope="module")
def curated(corpus: Path) -> Curated:
    """Return what the curation files of forty profiles say."""
    named = name_profiles(parse_sources((corpus / "sources").iterdir()))
    return load_curation(named, corpus / "curation", read_background().slugs)


def test_curation_fits_the_sources(curated: Curated, composed: list[ComposedProfile]) -> None:
    """Each finding has its row, and nothing is left out or held back."""
    assert curated.warnings == ()
    assert curated.read == {each.assignment.name for each in composed}
    assert len(curated.findings) == sum(len(each.findings) for each in composed)


def test_curation_says_as_much_as_that_of_real_profiles(
    curated: Curated, composed: list[ComposedProfile]
) -> None:
    """The three packaged profiles have 36 mentions, 12 relations, 9 years and 9 groups each."""
    findings = curated.findings.values()
    per_profile = {
        "mentions": sum(len(each.mentions) for each in findings) / len(composed),
        "relations": sum(len(each.relations) for each in findings) / len(composed),
        "years": sum(len(each.years) + len(each.periods) for each in findings) / len(composed),
        "groups": sum(len(each.row.groups) for each in findings) / len(composed),
    }
    assert 30 <= per_profile["mentions"] <= 42
    assert 8 <= per_profile["relations"] <= 14
    assert 6 <= per_profile["years"] <= 11
    assert 7 <= per_profile["groups"] <= 13


def test_a_few_rows_wait_for_a_person(curated: Curated) -> None:
    """Some are suggested and some open, the rest confirmed."""
    statuses = [each.row.status for each in curated.findings.values()]
    assert 0.02 < statuses.count(ReviewStatus.SUGGESTED) / len(statuses) < 0.06
    assert 0.01 < statuses.count(ReviewStatus.OPEN) / len(statuses) < 0.04
    assert statuses.count(ReviewStatus.CONFIRMED) / len(statuses) > 0.9


def test_profiles_of_a_place_share_its_government_alone(corpus: Path) -> None:
    """What two profiles name is described in the file of shared things, once."""
    files = sorted((corpus / "curation").glob("*-*.yaml"))
    described = [thing.slug for path in files for thing in read_curation(path).things]
    assert len(files) == 40
    assert len(described) == len(set(described)) > 400


@pytest.mark.parametrize("language", list(Language))
def test_every_indicator_has_its_sentences(language: Language) -> None:
    """The topics are the indicators of the scheme, under their domains."""
    topics = read_table(f"topics_{language.value}")
    assert {
        slug for domain in topics.values() for slug in domain
    } == read_background().slugs.indicators
    english = read_table("topics_en")
    assert {domain: list(slugs) for domain, slugs in topics.items()} == {
        domain: list(slugs) for domain, slugs in english.items()
    }


def test_every_indicator_is_addressed(composed: list[ComposedProfile]) -> None:
    """The rare ones come too, less often."""
    addressed = {slug for each in composed for row in each.findings for slug in row.indicators}
    assert addressed == read_background().slugs.indicators


def test_a_dataset_is_built_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The build finds no violation; it warns only of places that nobody has described yet."""
    write_corpus(3, tmp_path)
    sources, curation, out = (str(tmp_path / name) for name in ("sources", "curation", "dataset"))
    arguments = ["mgi-graph", "build", sources, "--curation", curation, "--out", out]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as caught:
        main()
    said = capsys.readouterr().err
    assert caught.value.code in {0, None}, said
    warnings = [line for line in said.splitlines() if line.startswith("warning: ")]
    assert all("place not in the vocabularies" in line for line in warnings)
    assert (tmp_path / "dataset" / "mgi.nt").exists()
