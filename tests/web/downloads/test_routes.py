"""Hold the downloads: the same bytes each time, whole, and under stable names."""

import asyncio
import csv
import gzip
import hashlib
import io
import json
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import OxigraphStore
from mgi_graph.web.downloads.routes import render_downloads
from mgi_graph.web.downloads.spool import Downloads
from mgi_graph.web.downloads.subsets import FORMATS, ExportSubset, Subset
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.workers.tasks import Answer, Task
from tests.web.conftest import TLS, RunningService

ID = "https://w3id.org/mgi-graph/id/"


def open_downloads(store: OxigraphStore, folder: Path) -> Downloads:
    """Give downloads whose tasks are done here and now."""

    async def run(task: Task) -> Answer:
        return task.run(store)

    return Downloads(run, folder)


def make(store: OxigraphStore, folder: Path, name: str) -> bytes:
    """Make one file and return what it holds."""
    downloads = open_downloads(store, folder)
    return asyncio.run(downloads.find(name)).path.read_bytes()


def read(store: OxigraphStore, kind: str, name: str = "", suffix: str = "nq") -> list[Quad]:
    """Return the quads of an exported subset."""
    answer = ExportSubset(Subset(kind, name), suffix).run(store)
    return list(parse(answer.body, format=FORMATS[suffix][1]))


@pytest.mark.parametrize("suffix", ["nq", "trig"])
def test_whole_dataset_keeps_its_named_graphs(
    dataset: OxigraphStore, built: Dataset, suffix: str
) -> None:
    """N-Quads and TriG hold every quad of the dataset in its graph."""
    names = {quad.graph_name for quad in built.quads}
    found = read(dataset, "all", suffix=suffix)
    assert {quad.graph_name for quad in found} == names
    assert len(found) == len(built.quads)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf"])
def test_other_formats_are_the_union(dataset: OxigraphStore, built: Dataset, suffix: str) -> None:
    """Formats of one graph hold each triple once."""
    triples = {(quad.subject, quad.predicate, quad.object) for quad in built.quads}
    assert len(read(dataset, "all", suffix=suffix)) == len(triples)


def test_asserted_is_what_was_neither_inferred_nor_counted(
    dataset: OxigraphStore, built: Dataset
) -> None:
    """The asserted and the inferred file and the statistics make up the whole, without overlap.

    The packaged profiles have no suggestions.
    """
    asserted, inferred = read(dataset, "asserted"), read(dataset, "inferred")
    assert len(inferred) == len(built.inferred)
    left_out = {f"{ID}graph/inferred", f"{ID}graph/statistics"}
    lengths = [length for graph, length in dataset.graphs.items() if graph not in left_out]
    assert len(asserted) == sum(lengths)
    assert not {quad.graph_name for quad in asserted} & set(map(NamedNode, left_out))


def test_suggestions_can_be_left_out(suggesting: OxigraphStore, reviewed: Dataset) -> None:
    """The confirmed and the asserted files have none; only the confirmed one has what follows."""
    store = suggesting
    suggestions, statistics = f"{ID}graph/suggestions", f"{ID}graph/statistics"
    assert store.graphs[suggestions] == len(reviewed.suggested) > 0
    confirmed = {quad.graph_name for quad in read(store, "confirmed")}
    assert {*map(NamedNode, store.graphs)} - confirmed == {
        NamedNode(suggestions),
        NamedNode(statistics),
    }
    asserted = {quad.graph_name for quad in read(store, "asserted")}
    assert confirmed - asserted == {NamedNode(f"{ID}graph/inferred")}
    assert suggestions in {each.value for each in _graphs(read(store, "all"))}


def _graphs(quads: list[Quad]) -> set[NamedNode]:
    return {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}


def test_profile_is_its_named_graph(dataset: OxigraphStore) -> None:
    """A profile's file has all of its graph and no other."""
    graph = ID + "graph/col-medellin-2022"
    found = read(dataset, "profile", "col-medellin-2022")
    assert {quad.graph_name for quad in found} == {NamedNode(graph)}
    assert len(found) == dataset.graphs[graph]


def test_country_has_its_profiles_and_describes_its_places(dataset: OxigraphStore) -> None:
    """Colombia's file has Medellín's profile, and says what it and all that it names is called."""
    found = read(dataset, "country", "col")
    graphs = {quad.graph_name for quad in found}
    assert graphs == {
        NamedNode(ID + "graph/col-medellin-2022"),
        NamedNode(ID + "graph/things"),
        NamedNode(ID + "graph/vocabularies"),
    }
    things = {quad.subject for quad in found if quad.graph_name == NamedNode(ID + "graph/things")}
    named = {quad.object for quad in found if quad.predicate == MGI.mentions}
    assert NamedNode(ID + "network/mercociudades") in things
    assert things <= named
    described = {quad.subject for quad in found if "vocabularies" in str(quad.graph_name)}
    assert described == {NamedNode(ID + "place/col"), NamedNode(ID + "place/col-medellin")}


def test_shapes_are_offered_though_no_graph_has_them(dataset: OxigraphStore) -> None:
    """The shapes come from their own files."""
    shapes = read(dataset, "shapes", suffix="ttl")
    assert NamedNode("https://w3id.org/mgi-graph/shapes#ProfileShape") in {
        quad.subject for quad in shapes
    }


def test_names_are_those_of_a_build_and_of_the_places(
    dataset: OxigraphStore, tmp_path: Path
) -> None:
    """The whole dataset is called as a build calls it; profiles and countries by their slugs."""
    names = set(asyncio.run(open_downloads(dataset, tmp_path).offered()))
    assert {
        "mgi.ttl",
        "mgi.trig.gz",
        "mgi-asserted.nt",
        "mgi-confirmed.trig",
        "things.ttl",
        "mgi-inferred.nq",
        "ontology.ttl",
        "vocabularies.rdf",
        "shapes.jsonld",
        "profile-bra-manaus-2023.ttl",
        "country-chl.nt.gz",
        "findings.csv",
        "findings.csv.gz",
        "findings.csv-metadata.json",
    } <= names
    assert len(names) == (8 + 3 + 3) * 6 * 2 + 3


def test_compressed_file_is_the_plain_one_and_always_the_same(
    dataset: OxigraphStore, tmp_path: Path
) -> None:
    """Two makings give the same compressed bytes, which hold the plain ones."""
    plain = make(dataset, tmp_path, "ontology.ttl")
    kept = [open_downloads(dataset, tmp_path) for _ in range(2)]
    contents = [asyncio.run(each.find("ontology.ttl.gz")).path.read_bytes() for each in kept]
    assert contents[0] == contents[1]
    assert gzip.decompress(contents[0]) == plain


def test_size_and_checksum_are_those_of_the_file(dataset: OxigraphStore, tmp_path: Path) -> None:
    """What is said of a file is true."""
    downloads = open_downloads(dataset, tmp_path)
    made = asyncio.run(downloads.find("profile-col-medellin-2022.nt"))
    content = made.path.read_bytes()
    assert made.size == len(content)
    assert made.sha256 == hashlib.sha256(content).hexdigest()


def test_checksums_list_every_file(dataset: OxigraphStore, tmp_path: Path) -> None:
    """SHA256SUMS has one line a file, as sha256sum reads it."""
    downloads = open_downloads(dataset, tmp_path)
    lines = asyncio.run(downloads.checksums()).decode().splitlines()
    names = [line.split("  ", 1)[1] for line in lines]
    assert names == sorted(asyncio.run(downloads.offered()))
    folder = asyncio.run(downloads.find(names[0])).path.parent
    for line in lines:
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_files_go_when_the_downloads_do(dataset: OxigraphStore, tmp_path: Path) -> None:
    """Nothing stays behind."""
    downloads = open_downloads(dataset, tmp_path)
    asyncio.run(downloads.find("ontology.nt"))
    assert list(tmp_path.iterdir())
    downloads.close()
    assert not list(tmp_path.iterdir())


def test_findings_table_has_a_line_for_each_finding(dataset: OxigraphStore, tmp_path: Path) -> None:
    """The table has the 105 findings of the three profiles, each with its words."""
    text = make(dataset, tmp_path, "findings.csv").decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == 105
    first = next(
        line
        for line in lines
        if line["finding"].endswith("col-medellin-2022/migrants-rights/well-developed/1")
    )
    assert first["placeLabel"] == "Medellín"
    assert first["issued"] == "2022-09"
    assert first["statement"].startswith("Health care for the migrant population")
    assert first["indicators"].split() == [
        ID + "indicator/access-to-health-care",
        ID + "indicator/inclusion-in-general-policies",
    ]


def test_findings_table_keeps_suggestions_apart(suggesting: OxigraphStore, tmp_path: Path) -> None:
    """What a method proposed stands in columns of its own, and the review beside the indicators."""
    text = make(suggesting, tmp_path, "findings.csv").decode()
    by_finding = {line["finding"]: line for line in csv.DictReader(io.StringIO(text))}
    line = by_finding[f"{ID}finding/bra-manaus-2023/partnerships/well-developed/4"]
    assert line["indicators"] == line["groups"] == ""
    assert line["indicatorsReview"] == "suggested"
    assert line["suggestedIndicators"] == f"{ID}indicator/city-networks"
    assert line["suggestedGroups"] == f"{ID}group/refugees"
    assert line["suggestedThings"] == f"{ID}network/bra-manaus-hostile"
    assert line["things"] == f"{ID}agent/bra-manaus-municipality"
    assert line["thingLabels"] == "Municipality of Manaus"
    others = [each for each in by_finding.values() if each is not line]
    assert {each["indicatorsReview"] for each in others} == {"confirmed"}
    assert not any(value for each in others for key, value in each.items() if "suggested" in key)


def test_description_has_the_columns_of_the_table(dataset: OxigraphStore, tmp_path: Path) -> None:
    """The CSVW description names every column, in order."""
    table = make(dataset, tmp_path, "findings.csv").decode()
    text = make(dataset, tmp_path, "findings.csv-metadata.json").decode()
    described = json.loads(text)
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert described["url"] == "findings.csv"
    names = [column["name"] for column in described["tableSchema"]["columns"]]
    assert names == next(csv.reader(io.StringIO(table)))


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_page_links_every_file(dataset: OxigraphStore, tmp_path: Path, language: str) -> None:
    """The page of downloads has a link for each file."""
    offered = asyncio.run(open_downloads(dataset, tmp_path).offered())
    page = render_downloads(list(offered.values()), Reader(language)).decode()
    for name in offered:
        assert f'/downloads/{name}"' in page


def test_exports_are_read_by_their_formats() -> None:
    """Each suffix stands for the format that is called so."""
    assert {suffix: form.file_extension for suffix, (_, form) in FORMATS.items()} == {
        suffix: suffix for suffix in FORMATS
    }
    assert FORMATS["ttl"][1] == RdfFormat.TURTLE


@pytest.mark.parametrize("name", ["mgi.ttl", "mgi.nq.gz", "findings.csv", "country-col.trig"])
def test_file_is_served_with_its_checksum_as_tag(service: RunningService, name: str) -> None:
    """The entity tag is the SHA-256, the name is safe, HEAD says the same without the bytes."""
    answer = service.get(f"/downloads/{name}", headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert "content-encoding" not in answer.headers
    head = httpx.head(f"{service.base}/downloads/{name}", timeout=30, verify=TLS)
    assert head.content == b""
    assert head.headers["etag"] == answer.headers["etag"]
    assert head.headers["content-length"] == str(len(answer.content))
    again = service.get(f"/downloads/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_part_of_a_file_is_served(service: RunningService) -> None:
    """Range gives the bytes that it names, and If-Range only of the same file."""
    whole = service.get("/downloads/mgi.nt", headers={"Accept-Encoding": "identity"})
    part = service.get("/downloads/mgi.nt", headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == whole.content[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.content)}"
    tail = {"Range": "bytes=100-199", "If-Range": whole.headers["etag"]}
    assert service.get("/downloads/mgi.nt", headers=tail).status_code == 206
    other = service.get("/downloads/mgi.nt", headers=tail | {"If-Range": '"other"'})
    assert (other.status_code, other.content) == (200, whole.content)
    beyond = service.get("/downloads/mgi.nt", headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416


def test_list_of_files_leads_to_each(service: RunningService) -> None:
    """The JSON list has the address of every file."""
    listed = service.get("/downloads").json()["files"]
    assert len(listed) == (8 + 3 + 3) * 6 * 2 + 3
    for each in listed[::20]:
        head = httpx.head(each["url"], timeout=30, verify=TLS)
        assert head.status_code == 200
        assert head.headers["content-type"].partition(";")[0] == each["mediaType"]


def test_unknown_file_is_404_with_the_nearest(service: RunningService) -> None:
    """A misspelt name is answered with the one that is most like it."""
    answer = service.get("/downloads/findngs.csv")
    assert (answer.status_code, answer.json()["nearest"]) == (404, "findings.csv")
