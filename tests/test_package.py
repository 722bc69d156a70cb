"""Test the Python interface, and how the embedded dataset is kept."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import mgi_graph
from mgi_graph.assets import SOURCES_DIR
from mgi_graph.errors import ParameterError, QuerySyntaxError, StoreError, UnknownNameError
from mgi_graph.pipeline import embedded
from mgi_graph.pipeline.embedded import cache_directory, digest_inputs, open_embedded
from mgi_graph.results import Boolean, Graph, Solutions
from mgi_graph.store import OxigraphStore

COUNTED = "SELECT (COUNT(*) AS ?n) { ?f <https://w3id.org/mgi-graph/ontology#statement> ?s }"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a cache with nothing in it, and the folder in it that is ours."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "mgi-graph"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the embedded dataset once and give the file in which it is kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("kept")))
        open_embedded()
        directory = cache_directory()
    assert directory is not None
    (file,) = directory.iterdir()
    return file


@pytest.fixture
def own_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the packaged sources be a copy that a test may change."""
    folder = tmp_path / "sources"
    shutil.copytree(SOURCES_DIR, folder)
    monkeypatch.setattr(embedded, "SOURCES_DIR", folder)
    return folder


def _count(store: OxigraphStore) -> object:
    answer = store.query(COUNTED)
    assert isinstance(answer, Solutions)
    return answer.to_dicts()[0]["n"]


# --- the interface ------------------------------------------------------------


def test_canned_query_is_asked_by_name_and_parameters() -> None:
    """A place is named by slug or label; the answer has the query's variables."""
    graph = mgi_graph.load()
    by_slug = graph.query("peer-learning", place="col-medellin")
    assert by_slug == graph.query("peer-learning", place="Medellín", lang="en")
    assert isinstance(by_slug, Solutions)
    assert {"gap", "practice", "gapStatement", "practiceStatement"} <= set(by_slug.variables)
    gaps = {str(row["gap"]) for row in by_slug.to_dicts()}
    assert gaps
    assert all("/finding/col-medellin-2022/" in gap for gap in gaps)
    assert all("/for-development/" in gap for gap in gaps)


def test_answer_is_a_data_frame() -> None:
    """Each solution is a row, each variable a column, and whole numbers are whole numbers."""
    answer = mgi_graph.load().query("coverage")
    assert isinstance(answer, Solutions)
    frame = answer.to_pandas()
    assert len(frame) == 18
    assert list(frame.columns) == list(answer.variables)
    assert frame["wellDeveloped"].sum() == 62
    assert frame["forDevelopment"].sum() == 43


def test_sparql_answers_are_of_three_kinds() -> None:
    """SELECT gives solutions, ASK a truth value, CONSTRUCT triples."""
    graph = mgi_graph.load()
    assert isinstance(graph.sparql(COUNTED), Solutions)
    assert graph.sparql("ASK {}") == Boolean(value=True)
    assert isinstance(graph.sparql("CONSTRUCT WHERE { ?s ?p ?o }"), Graph)


def test_graph_knows_its_queries() -> None:
    """Every canned query can be found from Python, with its question."""
    questions = {query.name: query.question["es"] for query in mgi_graph.load().queries}
    assert "¿" in questions["peer-learning"]


def test_built_dataset_is_loaded_by_path(kept: Path) -> None:
    """A path may be a string or a path, of any RDF file."""
    for path in (kept, str(kept)):
        answer = mgi_graph.load(path).sparql(COUNTED)
        assert isinstance(answer, Solutions)
        assert answer.to_dicts() == [{"n": 105}]


def test_mistakes_are_errors_of_the_package(tmp_path: Path) -> None:
    """Every mistake of a caller has its own class of error."""
    graph = mgi_graph.load()
    with pytest.raises(UnknownNameError, match="did you mean 'peer-learning'"):
        graph.query("peer-lerning")
    with pytest.raises(UnknownNameError, match="did you mean 'col-medellin'"):
        graph.query("peer-learning", place="col-medelin")
    with pytest.raises(ParameterError, match="one of en, es, fr"):
        graph.query("peer-learning", lang="de")
    with pytest.raises(QuerySyntaxError, match="line 1, column 5"):
        graph.sparql("ASK {")
    with pytest.raises(StoreError, match="cannot be read"):
        mgi_graph.load(tmp_path / "gone.trig")
    with pytest.raises(StoreError, match="not an endpoint"):
        mgi_graph.load(endpoint="gone")
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        _ = mgi_graph.lod


def test_import_is_cheap() -> None:
    """Nothing is read before it is asked for."""
    code = (
        "import sys, mgi_graph; print(*(m for m in ('pyoxigraph', 'rdflib') if m in sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "\n"


# --- the embedded dataset --------------------------------------------------------


def test_dataset_is_kept_under_the_digest_of_its_inputs(kept: Path) -> None:
    """One file, named by what it was made from, and nothing beside it."""
    assert kept.name == f"{digest_inputs()}.trig"
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_kept_dataset_is_used(kept: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is kept, nothing is built: without the sources it opens all the same."""
    cache.mkdir(parents=True)
    shutil.copy(kept, cache)
    before = (cache / kept.name).stat().st_mtime_ns
    monkeypatch.setattr("mgi_graph.pipeline.sources.SOURCES_DIR", cache / "gone")
    assert _count(open_embedded()) == 105
    assert (cache / kept.name).stat().st_mtime_ns == before


@pytest.mark.parametrize("share", [0, 0.5, 0.999], ids=["empty", "half", "all but the end"])
def test_damaged_file_is_built_anew(kept: Path, cache: Path, share: float) -> None:
    """What a crash left of a file is not taken for the dataset, though it may well be TriG."""
    content = kept.read_bytes()
    cache.mkdir(parents=True)
    (cache / kept.name).write_bytes(content[: int(len(content) * share)])
    assert _count(open_embedded()) == 105
    assert (cache / kept.name).read_bytes() == content


def test_changed_file_is_built_anew(kept: Path, cache: Path) -> None:
    """A file in which a word was changed is not what was written."""
    cache.mkdir(parents=True)
    content = kept.read_bytes()
    (cache / kept.name).write_bytes(content.replace(b"Medell", b"Bogota", 1))
    open_embedded()
    assert (cache / kept.name).read_bytes() == content


def test_old_datasets_are_dropped(cache: Path) -> None:
    """What an earlier version kept, or a killed run left, does not stay for ever.

    What is younger than a week may be another version’s, which is about to read it.
    """
    cache.mkdir(parents=True)
    week = 7 * 24 * 60 * 60
    for name, age in (
        ("0123.trig", week + 60),
        ("0123.trig.part", week + 60),
        ("4567.trig", week - 60),
        ("notes.txt", week + 60),
    ):
        (cache / name).write_text("")
        os.utime(cache / name, (time.time() - age,) * 2)
    open_embedded()
    left = {path.name for path in cache.iterdir()}
    assert left == {f"{digest_inputs()}.trig", "4567.trig", "notes.txt"}


def test_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file stands in the place of the cache, the dataset is built each time."""
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert _count(open_embedded()) == 105
    assert (tmp_path / "file").read_text() == "mine"


def test_full_disk_leaves_nothing_in_the_cache(cache: Path) -> None:
    """A cache with no room is done without, and no part of a file stays in it."""
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        f"import mgi_graph; print(mgi_graph.load().sparql({COUNTED!r}).to_dicts())"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("[{'n': 105}]\n", "")
    assert not list(cache.iterdir())


def test_relative_cache_is_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A relative $XDG_CACHE_HOME counts as none, so that no folder appears where one stands."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    directory = cache_directory()
    assert directory is not None
    assert directory.is_relative_to(tmp_path)


def test_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container whose user has no name and no home, nothing is kept."""

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    assert cache_directory() is None
    assert _count(open_embedded()) == 105


def test_threads_that_open_it_at_once_all_get_it(cache: Path) -> None:
    """Each of several that build at the same time has the whole dataset, and one file is kept."""
    counts: list[object] = []
    threads = [
        threading.Thread(target=lambda: counts.append(_count(open_embedded()))) for _ in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [105, 105]
    assert [path.name for path in cache.iterdir()] == [f"{digest_inputs()}.trig"]


def test_digest_is_of_the_content(own_sources: Path) -> None:
    """A copy of the sources elsewhere has the same digest; any change of one has another."""
    before = digest_inputs()
    assert before == digest_inputs()
    source = own_sources / "bra-manaus-2023-10.txt"
    content = source.read_bytes()
    source.write_bytes(content + b"\n")
    assert digest_inputs() != before
    source.write_bytes(content)
    assert digest_inputs() == before
    renamed = source.rename(own_sources / "manaus.txt")
    assert digest_inputs() != before
    renamed.unlink()
    assert digest_inputs() != before


@pytest.mark.parametrize("name", ["ONTOLOGY_DIR", "CURATION_DIR", "PACKAGE_DIR"])
def test_digest_is_of_all_inputs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ontology, the links and the software itself count as well: every file of them."""
    before = digest_inputs()
    folder = tmp_path / "copy"
    shutil.copytree(
        getattr(embedded, name), folder, ignore=shutil.ignore_patterns("__pycache__", "shapes")
    )
    monkeypatch.setattr(embedded, name, folder)
    assert digest_inputs() == before
    counted = {".py", ".ttl", ".yaml", ".rq"}
    inputs = {path for path in folder.rglob("*.*") if path.suffix in counted}
    assert inputs
    assert inputs <= {path for _, path in embedded._list_inputs()}
    for path in {each.suffix: each for each in sorted(inputs)}.values():
        content = path.read_bytes()
        path.write_bytes(content + b"#")
        assert digest_inputs() != before, path
        path.write_bytes(content)


def test_digest_is_of_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dataset names the version that made it."""
    before = digest_inputs()
    monkeypatch.setattr(embedded, "version", lambda _name: "9.9.9")
    assert digest_inputs() != before
