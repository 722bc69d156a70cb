"""Test the files for bulk loaders: all quads, listed, and known to a later push."""

import gzip
import hashlib
from pathlib import Path

import httpx
from pyoxigraph import NamedNode, RdfFormat, parse

from mgi_graph.rdf.terms import DCAT, SPDX, VOID
from mgi_graph.transfer.record import FILES_GRAPH, RECORD_GRAPH
from mgi_graph.transfer.sharding import shard_dataset
from tests.cli.conftest import Run
from tests.engines.servers import TLS, Engine
from tests.transfer.conftest import Pull, Push, all_ways

_OWN = {NamedNode(RECORD_GRAPH), NamedNode(FILES_GRAPH)}


def test_shards_hold_the_dataset_and_are_listed(
    run: Run, dataset_folder: Path, tmp_path: Path
) -> None:
    """Together they have each quad of the dataset once, and VoID has their sizes and digests."""
    out = tmp_path / "shards"
    ended = run("shard", "--data", dataset_folder, "--out", out, "--quads", 8000)
    assert ended.returncode == 0, ended.stderr
    shards = sorted(out.glob("*.nq.gz"))
    assert len(shards) == 3
    found = [
        quad
        for path in shards
        for quad in parse(gzip.decompress(path.read_bytes()), RdfFormat.N_QUADS)
        if quad.graph_name not in _OWN
    ]
    dataset = set(parse(path=str(dataset_folder / "mgi.trig"), format=RdfFormat.TRIG))
    assert len(found) == len(dataset)
    assert set(map(str, found)) == set(map(str, dataset))
    void = list(parse(path=str(out / "void.ttl"), format=RdfFormat.TURTLE, base_iri="http://a/"))
    dumps = {each.object for each in void if each.predicate == VOID.dataDump}
    assert dumps == {NamedNode(f"http://a/{path.name}") for path in shards}
    sizes = sorted(int(each.object.value) for each in void if each.predicate == DCAT.byteSize)
    assert sizes == sorted(path.stat().st_size for path in shards)
    digests = {each.object.value for each in void if each.predicate == SPDX.checksumValue}
    assert digests == {hashlib.sha256(path.read_bytes()).hexdigest() for path in shards}


def test_shards_of_the_same_dataset_are_the_same(dataset_folder: Path, tmp_path: Path) -> None:
    """Neither a time nor a name of a folder is in them."""
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    first, second = (shard_dataset(dataset_folder, folder, 5000) for folder in folders)
    assert first == second
    assert len(first) > 3


def test_push_after_a_bulk_loader_sends_nothing_and_fills_the_default_graph(
    oxigraph_server: Engine, push: Push, pull: Pull, dataset_folder: Path, tmp_path: Path
) -> None:
    """The record among the quads tells what is there; what the engine alters is looked up."""
    for shard in shard_dataset(dataset_folder, tmp_path):
        httpx.post(
            oxigraph_server.graph_store,
            content=gzip.decompress((tmp_path / shard.name).read_bytes()),
            headers={"Content-Type": "application/n-quads"},
            timeout=120,
            verify=TLS,
        ).raise_for_status()
    assert push(dataset_folder, all_ways(oxigraph_server)).sent == ()
    pulled = pull(all_ways(oxigraph_server))
    for name in ("mgi.trig", "mgi.nt", "shapes.ttl"):
        assert (pulled / name).read_bytes() == (dataset_folder / name).read_bytes(), name
