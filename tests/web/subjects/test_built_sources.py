"""Hold findings of a dataset of one's own against its source, whatever its line ends."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.pipeline.build import build_dataset
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import OxigraphStore, open_dataset
from mgi_graph.store.asking import select
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.subjects.finding_page import ShowFinding
from mgi_graph.web.subjects.quotations import LocateFinding, load_quotations
from mgi_graph.web.subjects.source_files import find_text
from mgi_graph.web.subjects.source_text import excerpt
from tests.web.subjects.reading import MarkReader


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built dataset of a source with a byte order mark and CR LF, under another name."""
    given = tmp_path_factory.mktemp("given") / "Perfil de Manaus.txt"
    text = (SOURCES_DIR / "bra-manaus-2023-10.txt").read_text("utf-8")
    given.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    report = build_dataset([given], given.parent / "dataset")
    assert report.written
    return report.out


def list_findings(store: OxigraphStore) -> list[tuple[str, str]]:
    """Return each finding with its statement."""
    rows = select(store, f"SELECT ?finding ?said {{ ?finding {MGI.statement} ?said }}")
    return [
        (finding.value, said.value)
        for finding, said in rows
        if isinstance(finding, NamedNode) and isinstance(said, Literal)
    ]


def test_findings_are_marked_in_the_copy_of_their_source(folder: Path) -> None:
    """Positions count the byte order mark and both characters of each line end."""
    store = open_dataset(folder)
    findings = list_findings(store)
    assert len(findings) == 36
    for iri, statement in findings:
        (quotation,) = load_quotations(LocateFinding(iri).run(store).body)
        assert quotation.name == "Perfil de Manaus.txt"
        text = find_text(folder, quotation.name, quotation.sha256)
        assert text is not None
        found = excerpt(text, quotation.sha256, quotation.start, quotation.end)
        assert found is not None
        page = MarkReader(ShowFinding(iri, (found,), Reader()).run(store).body)
        marked = " ".join(words for _, _, words in page.marks)
        assert re.sub(r"\s+", " ", marked).strip() == statement
        assert {line for line, _, _ in page.marks} == {quotation.line}


def test_changed_copy_is_not_shown(folder: Path) -> None:
    """A text that is not the one that was read is none."""
    store = open_dataset(folder)
    iri, _ = list_findings(store)[0]
    (quotation,) = load_quotations(LocateFinding(iri).run(store).body)
    copy = folder / "sources" / quotation.name
    before = copy.read_bytes()
    copy.write_bytes(before + b"\n")
    try:
        assert find_text(folder, quotation.name, quotation.sha256) is None
    finally:
        copy.write_bytes(before)
