"""Answer SPARQL queries over a dataset, wherever it is kept.

:class:`OxigraphStore` is the usual one, fast, in memory or on disk; :class:`RdflibStore`
keeps the dataset in rdflib; :class:`RemoteStore` asks an endpoint, and :class:`EngineStore`
does so with the answers of the others. All of them are a :class:`Store`. The first two never
use the network.
"""

from mgi_graph.store.engine import EngineStore
from mgi_graph.store.escapes import spell_escapes
from mgi_graph.store.form import QueryForm, find_form
from mgi_graph.store.guard import may_call_service
from mgi_graph.store.lexer import Token, TokenKind, line_and_column, main_keyword, tokenise
from mgi_graph.store.opening import digest_dataset, open_dataset
from mgi_graph.store.oxigraph import OxigraphStore
from mgi_graph.store.protocol import DatasetStore, Store
from mgi_graph.store.rdf_dataset import RdfDataset
from mgi_graph.store.rdf_files import CHECKSUMS_FILE, DATASET_FILE, SOURCES_FOLDER
from mgi_graph.store.rdflib_store import RdflibStore
from mgi_graph.store.remote import RemoteStore
from mgi_graph.store.syntax import check_syntax

__all__ = [
    "CHECKSUMS_FILE",
    "DATASET_FILE",
    "SOURCES_FOLDER",
    "DatasetStore",
    "EngineStore",
    "OxigraphStore",
    "QueryForm",
    "RdfDataset",
    "RdflibStore",
    "RemoteStore",
    "Store",
    "Token",
    "TokenKind",
    "check_syntax",
    "digest_dataset",
    "find_form",
    "line_and_column",
    "main_keyword",
    "may_call_service",
    "open_dataset",
    "spell_escapes",
    "tokenise",
]
