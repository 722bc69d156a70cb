"""Open a dataset wherever it lies: a built directory, an RDF file, or a store on disk."""

import hashlib
from pathlib import Path

from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.store.on_disk import is_disk_store, open_disk_store, read_facts
from mgi_graph.store.oxigraph import OxigraphStore
from mgi_graph.store.rdf_files import (
    explain_parse_error,
    find_file,
    format_of,
    read_file,
    refuse_growing_entities,
)


def open_dataset(path: Path) -> OxigraphStore:
    """Read a built dataset's directory, or any RDF file, into memory; open a store on disk.

    The format follows from the file's suffix. Raises
    :class:`~mgi_graph.errors.StoreError` for a path that is missing, unreadable
    or of no known suffix, and :class:`~mgi_graph.errors.VocabularyError`, with line
    and column, for a file that does not parse.
    """
    if is_disk_store(path):
        return open_disk_store(path)
    file = find_file(path)
    content = read_file(file)
    refuse_growing_entities(file)
    store = PyoxigraphStore()
    try:
        store.bulk_load(content, format_of(file))
    except SyntaxError as err:
        raise explain_parse_error(file, err) from err
    return OxigraphStore(store)


def digest_dataset(path: Path) -> str:
    """Return the SHA-256 of a dataset's file, in hexadecimal; of the source of a store on disk.

    Raises :class:`~mgi_graph.errors.StoreError` for a path that cannot be read.
    """
    if is_disk_store(path):
        return read_facts(path).digest
    return hashlib.sha256(read_file(find_file(path))).hexdigest()
