r"""Load files that would make a parser open other files, and look at what is served of them.

The eighth, thirteenth and fourteenth points of the acceptance list: entities, contexts and
imports are never followed; the same data is the same bytes, which checksums prove; and the
service says which engine answers.
"""

import gzip
import hashlib
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from mgi_graph.errors import MgiGraphError
from mgi_graph.store import open_dataset
from tests.web.attacks.conftest import SECRET, Listener
from tests.web.attacks.machine import post
from tests.web.conftest import TLS, RunningService, StartService

_RDF_XML = """<?xml version="1.0"?>
<?xml-stylesheet type="text/xsl" href="@"?>
<!DOCTYPE rdf:RDF [ {declarations} ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:e: @">
  <rdf:Description rdf:about="urn:s"><e:p>{content}</e:p></rdf:Description>
</rdf:RDF>
"""
_BOMB = "".join(
    f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)
_FILES = {
    "entity.rdf": _RDF_XML.format(declarations='<!ENTITY x SYSTEM "@">', content="&x;"),
    "parameter.rdf": _RDF_XML.format(declarations='<!ENTITY % x SYSTEM "@"> %x;', content=""),
    "stylesheet.rdf": _RDF_XML.format(declarations="", content="text"),
    "bomb.rdf": _RDF_XML.format(declarations='<!ENTITY a "aaaaaaaaaa">' + _BOMB, content="&i;"),
    "context.jsonld": '{"@context": "@", "@id": "urn:s", "urn:p": "o"}',
    "imported.jsonld": '{"@context": {"@version": 1.1, "@import": "@"}, "@id": "urn:s"}',
    "imports.ttl": "<urn:s> <http://www.w3.org/2002/07/owl#imports> <@> .",
}
"""Files that name another, for which ``@`` stands."""


@pytest.mark.parametrize("name", _FILES)
def test_a_file_of_data_opens_no_other(
    tmp_path: Path, listener: Listener, secret: Path, name: str
) -> None:
    """It is loaded without what it names, or refused."""
    for address in (secret.as_uri(), listener.address):
        path = tmp_path / name
        path.write_text(_FILES[name].replace('@"', f'{address}"').replace("<@>", f"<{address}>"))
        try:
            store = open_dataset(path)
        except MgiGraphError:
            continue
        found = "".join(map(str, store.read_graph(None)))
        assert SECRET not in found
        assert len(found) < 10_000


def test_clients_send_no_data_that_is_parsed(service: RunningService) -> None:
    """RDF and XML in a body are refused by their media type, before anything reads them."""
    for media_type in ("application/rdf+xml", "text/turtle", "application/xml", "application/json"):
        headers = {"Content-Type": media_type}
        assert post(service, content=_FILES["entity.rdf"], headers=headers).status_code == 415
        for path in ("/data?default", "/id/place/col", "/"):
            answer = httpx.post(service.base + path, content=b"x", headers=headers, verify=TLS)
            assert answer.status_code == 405


def test_the_dumps_are_the_same_bytes_from_each_service(
    service: RunningService, start_service: StartService
) -> None:
    """Two services of one dataset give the same files, whose checksums are published."""
    other = start_service()
    listed = service.get("/downloads/SHA256SUMS").text.splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in listed)}
    for name in ("mgi.ttl", "mgi.nq", "mgi.nq.gz", "mgi.jsonld", "findings.csv"):
        address = f"/downloads/{name}"
        content = service.get(address, headers={"Accept-Encoding": "identity"}).content
        assert hashlib.sha256(content).hexdigest() == sums[name]
        assert other.get(address, headers={"Accept-Encoding": "identity"}).content == content


def _canonical(content: bytes) -> str:
    dataset = Dataset(
        Quad(each.subject, each.predicate, each.object)
        for each in parse(content, RdfFormat.N_QUADS)
    )
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, dataset)))


def test_the_endpoint_and_the_dump_hold_the_same_triples(service: RunningService) -> None:
    """What is downloaded is what is queried."""
    dump = gzip.decompress(service.get("/downloads/mgi.nq.gz").content)
    asked = service.get("/data?default", headers={"Accept": "application/n-quads"})
    assert _canonical(dump) == _canonical(asked.content)


def test_the_service_names_the_engine_that_answers(service: RunningService) -> None:
    """The version is the one installed, and no other engine is loaded in the workers."""
    told = service.get("/metrics").text
    assert re.search(rf'engine="pyoxigraph {re.escape(version("pyoxigraph"))}"', told)
    code = "import sys, mgi_graph.web.preparation; print('pyoxigraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
