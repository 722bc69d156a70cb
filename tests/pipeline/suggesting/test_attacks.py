"""Test proposals for profiles that are written to give them trouble."""

import re
from pathlib import Path

import pytest
import yaml

from mgi_graph.errors import CurationError
from mgi_graph.parsing import parse_sources, read_curation
from mgi_graph.pipeline.build import build_dataset
from mgi_graph.pipeline.dataset import Dataset, assemble_dataset, read_background
from mgi_graph.pipeline.graphs import CATALOGUE_GRAPH, STATISTICS_GRAPH, SUGGESTIONS_GRAPH
from mgi_graph.pipeline.suggesting.checking import read_back
from mgi_graph.pipeline.suggesting.suggest import suggest_curation

HEADS = yaml.safe_load(
    (Path(__file__).parents[2] / "parsing" / "data" / "layouts.yaml").read_text("utf-8")
)
NAKURU = "Migration Governance Profile: City of Nakuru (Kenya)"
COUNCIL = "The National Youth Council (NYC), created in 2019, adopted the Youth Plan 2020-2025."


def _source(
    folder: Path, statement: str, date: str = "2024-03", title: str = NAKURU, language: str = "en"
) -> Path:
    words = HEADS[language]
    heading = words["headings"]["partnerships"][0]
    marker = words["markers"]["well-developed"][0]
    lines = ["1", "Key findings", heading, marker, f"• {statement}", date, title]
    path = folder / f"{date}-{language}.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _suggest(folder: Path, *sources: Path) -> Path:
    name = suggest_curation(sources, None, "words").name
    out = folder / f"{name}.yaml"
    suggest_curation(sources, out, "words")
    return out


@pytest.mark.parametrize(
    ("statement", "title", "slugs"),
    [
        (
            "The Council of Київ and the Council of Львів meet.",
            NAKURU,
            [r"ken-nakuru-council-of-[0-9a-f]{8}", r"ken-nakuru-council-of-[0-9a-f]{8}"],
        ),
        (
            "The national “Manaus” programme helps.",
            "Migration Governance Profile: Brazil",
            ["bra-manaus-programme"],
        ),
    ],
    ids=["another script", "a place's slug"],
)
def test_new_thing_has_a_slug_of_its_own(
    tmp_path: Path, statement: str, title: str, slugs: list[str]
) -> None:
    """It is valid, no place's, and not that of a thing with another name."""
    source = _source(tmp_path, statement, title=title)
    things = read_curation(_suggest(tmp_path, source)).things
    assert len({each.slug for each in things}) == len(slugs)
    for thing, slug in zip(things, slugs, strict=True):
        assert re.fullmatch(slug, thing.slug)


def test_name_is_counted_in_every_language_version(tmp_path: Path) -> None:
    """A name that one version has twice says which is meant, though the first has it once."""
    english = _source(tmp_path, "The IOM helps the Youth Council.")
    spanish = _source(
        tmp_path,
        "La IOM ayuda, con la IOM, a la juventud.",
        title=HEADS["es"]["title"],
        language="es",
    )
    [row] = read_curation(_suggest(tmp_path, english, spanish)).findings
    assert row.mentions is not None
    assert [(each.text, each.occurrence) for each in row.mentions] == [
        ("IOM", 1),
        ("Youth Council", None),
    ]


def test_two_profiles_may_be_proposed_the_same_thing(tmp_path: Path) -> None:
    """Each file describes it, for each is written alone; a build takes one of them."""
    folder = tmp_path / "curation"
    folder.mkdir()
    sources = [_source(tmp_path, COUNCIL), _source(tmp_path, COUNCIL, "2026-03")]
    for source in sources:
        assert "slug: ken-national-youth-council" in _suggest(folder, source).read_text("utf-8")
    assert build_dataset(sources, tmp_path / "out", folder).written


def _assemble(source: Path, folder: Path) -> Dataset:
    return assemble_dataset(parse_sources([source]), read_background(), folder)


def test_what_is_suggested_leaves_no_trace_elsewhere(tmp_path: Path) -> None:
    """A known thing that only a suggestion names stands with the suggestions."""
    source = _source(tmp_path, "The city works with Mercociudades.")
    out = _suggest(tmp_path, source)
    assert "thing: mercociudades" in out.read_text("utf-8")
    apart = {SUGGESTIONS_GRAPH, STATISTICS_GRAPH, CATALOGUE_GRAPH}
    with_them = _assemble(source, tmp_path).quads
    out.unlink()
    without = _assemble(source, tmp_path).quads
    assert {each for each in with_them if each.graph_name not in apart} == {
        each for each in without if each.graph_name not in apart
    }


def test_mention_of_a_suggested_thing_waits_for_it(tmp_path: Path) -> None:
    """A mention that is confirmed before its thing counts as suggested, with a warning."""
    source = _source(tmp_path, COUNCIL)
    out = _suggest(tmp_path, source)
    text = out.read_text("utf-8")
    entry = "{text: National Youth Council, thing: ken-national-youth-council"
    assert f"{entry}, status: suggested}}" in text
    out.write_text(text.replace(f"{entry}, status: suggested}}", f"{entry}}}"), "utf-8")
    dataset = _assemble(source, tmp_path)
    graphs = {
        each.graph_name for each in dataset.quads if "ken-national-youth" in str(each.subject)
    }
    assert graphs == {SUGGESTIONS_GRAPH}
    assert any("ken-national-youth-council" in each for each in dataset.warnings)


def test_what_cannot_be_read_again_is_refused_by_the_name_of_the_file(tmp_path: Path) -> None:
    """The message names the file to be written, not one that is gone."""
    out = tmp_path / "a.yaml"
    with pytest.raises(CurationError, match=r"a\.yaml: not written, .*not YAML") as caught:
        read_back("profile: [\n", out)
    assert caught.value.path == str(out)


def test_file_of_the_other_profile_of_a_year_is_refused(tmp_path: Path) -> None:
    """The sources beside the folder say which of two profiles has the plain name."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "curation").mkdir()
    first = _source(tmp_path / "sources", COUNCIL)
    later = _source(tmp_path / "sources", COUNCIL, "2024-06")
    out = _suggest(tmp_path / "curation", first)
    with pytest.raises(CurationError, match=r"but the source is \S+/ken-nakuru-2024-06;"):
        suggest_curation([later], out, "words")
