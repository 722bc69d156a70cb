"""curl does what people do with it: ask, follow, compress, look at heads, go on with a file."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mgi_graph.namespaces import ID, ONTOLOGY
from tests.web.conftest import RunningService

COUNT = f"SELECT (COUNT(*) AS ?findings) {{ ?finding a <{ONTOLOGY}#Finding> }}"


def _curl(*arguments: str) -> bytes:
    program = shutil.which("curl")
    assert program is not None, "these tests need curl: apt install curl"
    command = [program, "--silent", "--show-error", "--fail", *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    "way",
    [
        ["--get", "--data-urlencode", f"query={COUNT}"],
        ["--data-urlencode", f"query={COUNT}"],
        ["--data", COUNT, "--header", "Content-Type: application/sparql-query"],
        ["--get", "--data-urlencode", f"query={COUNT}", "--compressed"],
        ["--data-urlencode", f"query={COUNT}", "--http1.0"],
        ["--data-urlencode", f"query={COUNT}", "--header", "Expect: 100-continue"],
    ],
    ids=["GET", "form", "direct", "compressed", "HTTP/1.0", "Expect"],
)
def test_a_query_is_answered(service: RunningService, way: list[str]) -> None:
    """The sources have 105 findings; without an Accept header they are counted in JSON."""
    answer = json.loads(_curl(*way, f"{service.base}/sparql"))
    assert answer["results"]["bindings"][0]["findings"]["value"] == "105"


def test_a_redirect_is_followed_to_the_data(service: RunningService) -> None:
    """An IRI of the dataset, asked for at this host, gives the description of its thing."""
    address = f"{service.base}/id/place/col-medellin"
    turtle = _curl("--location", "--header", "Accept: text/turtle", address).decode()
    assert f"<{ID}place/col-medellin>" in turtle
    assert '"Medellín"@es' in turtle


def test_a_head_tells_what_would_come(service: RunningService) -> None:
    """HEAD gives the length and the tag of the file, and no body."""
    head = _curl("--head", f"{service.base}/downloads/mgi.nt").decode().lower()
    content = _curl(f"{service.base}/downloads/mgi.nt")
    assert f"content-length: {len(content)}\r\n" in head
    assert f'etag: "{hashlib.sha256(content).hexdigest()}"' in head


def test_a_broken_download_is_taken_up_again(service: RunningService, tmp_path: Path) -> None:
    """The rest of a file that came half can be fetched alone."""
    path = tmp_path / "mgi.nt"
    whole = _curl(f"{service.base}/downloads/mgi.nt")
    path.write_bytes(whole[: len(whole) // 2])
    _curl("--continue-at", "-", "--output", str(path), f"{service.base}/downloads/mgi.nt")
    assert path.read_bytes() == whole


def test_downloads_agree_with_their_checksums(service: RunningService, tmp_path: Path) -> None:
    """``sha256sum --check`` accepts files as they come."""
    names = ("findings.csv", "mgi.ttl.gz", "ontology.ttl")
    for name in names:
        _curl("--output", str(tmp_path / name), f"{service.base}/downloads/{name}")
    sums = _curl(f"{service.base}/downloads/SHA256SUMS").decode().splitlines(keepends=True)
    own = [line for line in sums if line.split()[1] in names]
    (tmp_path / "SHA256SUMS").write_text("".join(own), encoding="utf-8")
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert checked.stdout.splitlines() == [f"{name}: OK" for name in sorted(names)]
