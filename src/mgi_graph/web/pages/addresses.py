"""Know the address of each page, and which things have a page of their own."""

from functools import lru_cache
from typing import Final
from urllib.parse import quote

from mgi_graph.namespaces import ID
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import link_to

_PAGES: Final = {
    "place": "places",
    "domain": "domains",
    "indicator": "indicators",
    "finding": "findings",
    "group": "groups",
    "source": "sources",
    "query": "ask",
}
"""The first part of a thing's path, and of the address of its page."""

_LONGEST: Final = 200
_MOST_PAGES: Final = 20_000
_SAFE: Final = "/:@!$&'()*+,;=~"


def name_thing(kind: str, *parts: str) -> str:
    """Return the IRI for parts of a path; what no name of ours has is escaped.

    >>> name_thing("domain", "partnerships")
    'https://w3id.org/mgi-graph/id/domain/partnerships'
    >>> name_thing("domain", "a b<c>")
    'https://w3id.org/mgi-graph/id/domain/a%20b%3Cc%3E'
    """
    written = (quote(part[:_LONGEST], safe="", errors="replace") for part in parts)
    return f"{ID}{kind}/{'/'.join(written)}"


def page_of(iri: str, reader: Reader) -> str | None:
    """Return the address by which a page links a thing: its own page, else where its IRI leads.

    ``None`` stands for what must not be a link.

    >>> page_of("https://w3id.org/mgi-graph/id/place/col", Reader("fr", "http://localhost:8000"))
    '/fr/places/col'
    >>> page_of("https://w3id.org/mgi-graph/id/agent/iom", Reader("fr", "http://localhost:8000"))
    '/id/agent/iom'
    """
    return _find_page(iri, reader.home) or link_to(iri, reader)


@lru_cache(maxsize=_MOST_PAGES)
def _find_page(iri: str, home: str) -> str | None:
    kind, _, rest = iri.removeprefix(ID).partition("/")
    if iri.startswith(ID) and rest and kind in _PAGES:
        return f"{home}/{_PAGES[kind]}/{quote(rest, safe=_SAFE)}"
    return None
