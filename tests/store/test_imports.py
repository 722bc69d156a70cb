"""Check that the store costs little until it is used."""

import subprocess
import sys


def test_import_brings_no_heavy_library() -> None:
    """Importing results, store and queries loads none of the slow libraries."""
    program = (
        "import sys, mgi_graph.results, mgi_graph.store, mgi_graph.queries; "
        "print(*sorted({'rdflib', 'SPARQLWrapper', 'pandas', 'numpy', 'pyparsing'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
