"""List every page for search engines (Sitemaps XML format, https://www.sitemaps.org/protocol.html).

Each page stands in the list once for each language, with its other languages as ``xhtml:link``
alternates. A list has at most 50,000 addresses and 50 MB; more pages make several lists, and
an index of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import NamedNode

from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.workers.tasks import Answer

MOST_ADDRESSES: Final = 50_000
MOST_BYTES: Final = 50 * 1024 * 1024
"""The most addresses and bytes of one list, before compression (section “Using Sitemap index
files”)."""

MEDIA_TYPE: Final = "application/xml"
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_BEGIN: Final = f'{_DECLARATION}<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="{_XHTML}">\n'
_END: Final = "</urlset>\n"
_FIXED: Final = (
    *("/", "/places", "/compare", "/indicators", "/things", "/ask"),
    *("/sparql", "/ontology", "/ontology/shapes", "/ontology/vocabularies"),
    *("/about", "/downloads"),
)
"""The pages that there are whatever the dataset, below the language."""

_CLASSES: Final = (
    *(MGI.Place, MGI.Domain, MGI.Indicator, MGI.Finding),
    *(MGI.PopulationGroup, MGI.SourceDocument),
)
"""The classes of the things that have pages in the reader's language."""


@dataclass(frozen=True, slots=True)
class ListPages:
    """Write the list of pages at ``base``, or its ``part`` where it has several, from 1.

    The answer's facts have ``parts``, the number of lists; a part that there is not is empty.
    """

    base: str
    part: int | None = None
    most: int = MOST_ADDRESSES

    def run(self, store: DatasetStore) -> Answer:
        """Return the list, or the index of lists where one does not hold all."""
        lists = pack(self._entries(store), self.most, MOST_BYTES - len(_BEGIN) - len(_END))
        if self.part is not None:
            body = _write_list(lists[self.part - 1]) if 0 < self.part <= len(lists) else ""
        elif len(lists) == 1:
            body = _write_list(lists[0])
        else:
            body = _write_index(self.base, len(lists))
        return Answer(body.encode(), MEDIA_TYPE, facts={"parts": len(lists)})

    def _entries(self, store: DatasetStore) -> Iterator[str]:
        reader = Reader(base=self.base)
        paths = [path.removeprefix(reader.home) for path in _list_pages(store, reader)]
        for path in (*_FIXED, *(f"/ask/{name}" for name in canned_queries()), *paths):
            addresses = {tag: f"{self.base}/{tag}{path}" for tag in LANGUAGES}
            alternates = "".join(
                f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>'
                for tag, address in addresses.items()
            )
            for address in addresses.values():
                yield f"<url><loc>{escape(address)}</loc>{alternates}</url>\n"


def _list_pages(store: DatasetStore, reader: Reader) -> Iterator[str]:
    """Give the addresses of the pages of things, in the order of their IRIs by class."""
    for class_ in _CLASSES:
        rows = select(store, f"SELECT DISTINCT ?thing {{ ?thing a {class_} }} ORDER BY ?thing")
        for (thing,) in rows:
            page = page_of(thing.value, reader) if isinstance(thing, NamedNode) else None
            if page is not None and page.startswith(f"{reader.home}/"):
                yield page


def pack(entries: Iterable[str], most: int, size: int) -> Sequence[Sequence[str]]:
    """Share entries among lists in their order, each of at most ``most`` and ``size`` bytes.

    >>> pack(["aa", "bb", "cc"], 2, 100), pack(["aa", "bb", "cc"], 9, 5)
    ([['aa', 'bb'], ['cc']], [['aa', 'bb'], ['cc']])
    """
    lists: list[list[str]] = [[]]
    taken = 0
    for entry in entries:
        length = len(entry.encode())
        if lists[-1] and (len(lists[-1]) == most or taken + length > size):
            lists.append([])
            taken = 0
        lists[-1].append(entry)
        taken += length
    return lists


def _write_list(entries: Sequence[str]) -> str:
    return "".join([_BEGIN, *entries, _END])


def _write_index(base: str, count: int) -> str:
    lists = "".join(
        f"<sitemap><loc>{escape(f'{base}/sitemap-{part}.xml')}</loc></sitemap>\n"
        for part in range(1, count + 1)
    )
    return f'{_DECLARATION}<sitemapindex xmlns="{_SITEMAPS}">\n{lists}</sitemapindex>\n'
