"""Test that a build gives the same bytes however it is done, and counts what a query counts."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from benchmarks.corpus.writing import write_corpus
from mgi_graph.errors import ManyErrors
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.build import BuildReport, build_dataset
from mgi_graph.pipeline.building import assembly
from mgi_graph.pipeline.building.index import INDEX
from mgi_graph.pipeline.curation.loading import THINGS_FILE
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset
from mgi_graph.pipeline.output import CHECKSUMS, read_checksums
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.pipeline.suggesting.proposing import propose_for_build
from mgi_graph.rdf.segments import divide_and_write
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from mgi_graph.validation import serialise_report, validate

PROFILES = 8


def _build(folder: Path, out: Path, jobs: int = 1) -> BuildReport:
    return build_dataset([folder / "sources"], out, folder / "curation", jobs=jobs)


def _read(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


def _list_curation(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "curation").glob("*.yaml") if path.name != THINGS_FILE)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small varied corpus."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(PROFILES, folder)
    return folder


@pytest.fixture(scope="module")
def first(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """Return what two processes built of it."""
    return _build(corpus, tmp_path_factory.mktemp("first") / "dataset", jobs=2)


@pytest.fixture(scope="module")
def whole(corpus: Path, background: Background) -> Dataset:
    """Return the same dataset, assembled from all profiles at once."""
    profiles = parse_sources(find_sources([corpus / "sources"]))
    return assemble_dataset(profiles, background, corpus / "curation", propose=propose_for_build)


@pytest.fixture
def copied(corpus: Path, first: BuildReport, tmp_path: Path) -> tuple[Path, Path]:
    """Return a copy of the corpus to change, and one of its dataset."""
    shutil.copytree(corpus, tmp_path / "corpus")
    shutil.copytree(first.out, tmp_path / "dataset")
    return tmp_path / "corpus", tmp_path / "dataset"


def test_files_are_those_of_all_profiles_together(first: BuildReport, whole: Dataset) -> None:
    """The union of the parts is the whole, to the byte, counts and catalogue included."""
    expected = divide_and_write(whole.quads)
    assert {name: (first.out / name).read_bytes() for name in expected} == expected


def test_validation_is_that_of_all_profiles_together(first: BuildReport, whole: Dataset) -> None:
    """Batch by batch the same results are found, in the same order, of as many nodes."""
    report = validate(whole.quads)
    assert report.results
    assert first.validation == report
    assert (first.out / "validation.ttl").read_bytes() == serialise_report(report)


def test_proposals_are_those_of_all_profiles_together(
    background: Background, tmp_path: Path
) -> None:
    """A profile that nobody has curated is given the same, alone or among others."""
    write_corpus(3, tmp_path)
    min(_list_curation(tmp_path), key=lambda path: path.stat().st_size).unlink()
    profiles = parse_sources(find_sources([tmp_path / "sources"]))
    whole = assemble_dataset(profiles, background, tmp_path / "curation", propose=propose_for_build)
    report = _build(tmp_path, tmp_path / "dataset")
    expected = divide_and_write(whole.quads)
    assert {name: (report.out / name).read_bytes() for name in expected} == expected
    assert report.assembled.warnings == whole.warnings
    assert any("confirmed by nobody" in each for each in whole.warnings)


def test_warnings_are_those_of_all_profiles_together(first: BuildReport, whole: Dataset) -> None:
    """New places are told of."""
    assert first.assembled.warnings == whole.warnings


def test_number_of_processes_does_not_show(
    corpus: Path, first: BuildReport, tmp_path: Path
) -> None:
    """One process writes what two write."""
    again = _build(corpus, tmp_path / "dataset", jobs=1)
    assert again.assembled.converted == first.assembled.converted == PROFILES
    assert _read(again.out) == _read(first.out)


def _count(store: OxigraphStore, query: str) -> list[tuple[str, ...]]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return sorted(tuple(str(getattr(each, "value", each)) for each in row) for row in answer.rows)


def test_numbers_are_those_that_a_query_counts(first: BuildReport) -> None:
    """What is summed over profiles, by class, property and class of the value, is the real one."""
    quads = list(parse(path=str(first.out / "mgi.trig"), format=RdfFormat.TRIG))
    store = OxigraphStore.of(quads)
    described = _count(
        store,
        """PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?class ?property ?value ?triples {
          ?cp void:class ?class ; void:propertyPartition ?pp . ?pp void:property ?property .
          ?pp void:classPartition ?vp . ?vp void:class ?value ; void:triples ?triples }""",
    )
    counted = _count(
        store,
        """SELECT ?class ?property ?value (COUNT(*) AS ?triples) {
          ?subject a ?class ; ?property ?object . ?object a ?value
        } GROUP BY ?class ?property ?value""",
    )
    assert described == counted
    totals = _count(
        store,
        """PREFIX void: <http://rdfs.org/ns/void#> SELECT ?triples ?subjects ?objects {
          <https://w3id.org/mgi-graph/id/dataset/mgi-graph> void:triples ?triples ;
            void:distinctSubjects ?subjects ; void:distinctObjects ?objects }""",
    )
    triples = {quad.triple for quad in quads}
    assert totals == [
        (
            str(len(triples)),
            str(len({triple.subject for triple in triples})),
            str(len({triple.object for triple in triples})),
        )
    ]


def _change_source(folder: Path) -> None:
    path = sorted((folder / "sources").glob("*.txt"))[3]
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


def _remove_profile(folder: Path) -> None:
    path = _list_curation(folder)[2]
    path.unlink()
    for source in (folder / "sources").glob(f"{path.stem}*.txt"):
        source.unlink()


def _confirm(folder: Path) -> None:
    for path in _list_curation(folder):
        text = path.read_text("utf-8")
        if "status: suggested" in text:
            path.write_text(text.replace("status: suggested", "status: confirmed", 1), "utf-8")
            return
    raise AssertionError("nothing is suggested in this corpus")


CHANGES: dict[str, tuple[Callable[[Path], None], int]] = {
    "nothing": (lambda _: None, 0),
    "source": (_change_source, 1),
    "curation": (_confirm, 1),
    "removed": (_remove_profile, 0),
}
"""What changes, and how many profiles are converted anew at least."""


@pytest.mark.parametrize("change", CHANGES)
def test_build_over_an_earlier_one_gives_the_same(
    copied: tuple[Path, Path], tmp_path: Path, change: str
) -> None:
    """What is copied is what would be made, the index for the next build included."""
    folder, out = copied
    alter, least = CHANGES[change]
    alter(folder)
    report = _build(folder, out)
    assert least <= report.assembled.converted <= least + 1
    anew = _build(folder, tmp_path / "anew")
    assert anew.assembled.converted == len(anew.assembled.profiles)
    assert _read(out) == _read(anew.out)
    assert report.validation == anew.validation
    assert report.assembled.warnings == anew.assembled.warnings


def test_source_of_the_same_size_and_time_is_read_again(
    copied: tuple[Path, Path], tmp_path: Path
) -> None:
    """A source is known by what it says: its size and its date may stay as they were."""
    folder, out = copied
    path = sorted((folder / "sources").glob("*.txt"))[0]
    before, text = path.stat(), path.read_text("utf-8")
    path.write_text(text[:-2] + text[-1] + text[-2], "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert _build(folder, out).assembled.converted == 1
    assert (out / "sources" / path.name).read_bytes() == path.read_bytes()


def test_other_software_copies_nothing(
    copied: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version wrote is made anew, whatever its index says."""
    folder, out = copied
    monkeypatch.setattr(assembly, "digest_software", lambda: "another")
    report = _build(folder, out)
    assert report.assembled.converted == PROFILES
    assert not report.assembled.software_is_the_same


@pytest.mark.parametrize("name", ["mgi.nt", "mgi.jsonld", INDEX, "ontology.ttl"])
def test_damaged_earlier_file_is_not_copied(
    copied: tuple[Path, Path], first: BuildReport, name: str
) -> None:
    """What somebody changed in the old files is not in the new ones."""
    folder, out = copied
    content = (out / name).read_bytes()
    middle = len(content) // 2
    (out / name).write_bytes(content[:middle] + b"~" + content[middle + 1 :])
    _build(folder, out)
    assert {each: (out / each).read_bytes() for each in read_checksums(first.out)} == {
        each: (first.out / each).read_bytes() for each in read_checksums(first.out)
    }


def test_errors_of_all_files_are_told_at_once(corpus: Path, tmp_path: Path) -> None:
    """What is wrong with one curation file does not hide what is wrong with another."""
    folder = tmp_path / "corpus"
    shutil.copytree(corpus, folder)
    changed = _list_curation(folder)[:3]
    changed[0].write_text("[", "utf-8")
    for path in changed[1:]:
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("indicators: [", "indicators: [no-such-indicator, ", 1), "utf-8"
        )
    with pytest.raises(ManyErrors) as caught:
        _build(folder, tmp_path / "deep" / "dataset")
    messages = [str(each) for each in caught.value.errors]
    assert [message.partition(":")[0] for message in messages] == list(map(str, changed))
    assert all("no-such-indicator" in message for message in messages[1:])
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_list_of_checksums_has_every_file(first: BuildReport) -> None:
    """The digests made while the files were written are those of the files."""
    assert read_checksums(first.out).keys() == _read(first.out).keys() - {CHECKSUMS}


def test_numbers_of_the_report_are_those_of_the_files(first: BuildReport, whole: Dataset) -> None:
    """Profiles, findings and quads by their part are counted as they are."""
    found = first.assembled
    assert len(found.profiles) == PROFILES
    assert found.findings == sum(len(profile.findings) for _, profile in whole.profiles)
    assert found.quads == {
        "asserted": len(whole.asserted),
        "suggested": len(whole.suggested),
        "inferred": len(whole.inferred),
        "itself": len(whole.queries | whole.statistics | whole.catalogue),
    }
