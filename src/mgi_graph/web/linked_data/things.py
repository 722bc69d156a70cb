"""Serve every IRI of ours under its own path (Cool URIs for the Semantic Web, section 4.3).

A thing under ``/id/`` is no document: its address answers 303 with the document
in the format that the client prefers, ``/id/PATH.ttl`` for one. The ontology and
the shapes are documents, whose terms are fragments of them; they answer directly.
"""

import json
import re
from collections.abc import Mapping
from typing import Final, NoReturn
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.errors import nearest
from mgi_graph.namespaces import ID
from mgi_graph.queries import LANGUAGES
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.negotiation import GRAPHS
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, choose_offer, number_parameter, read_reader
from mgi_graph.web.http.responses import MAX_AGE, ask, respond
from mgi_graph.web.linked_data.descriptions import DescribeThing
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.similar import FindSimilar
from mgi_graph.web.linked_data.vocabulary import IRIS, ShowVocabulary
from mgi_graph.web.linked_data.withdrawn import Withdrawal, read_withdrawn
from mgi_graph.web.pages.rendering import Reader

_SUFFIXES: Final = {
    "turtle": "ttl",
    "ntriples": "nt",
    "rdfxml": "rdf",
    "jsonld": "jsonld",
    "html": "html",
}
_OFFERS: Final = tuple(offer for offer in GRAPHS if offer.format in _SUFFIXES)
_MEDIA_TYPES: Final = {suffix: name for suffix, (name, _) in FORMATS.items()} | {
    "html": "text/html"
}
_SEGMENT: Final = r"(?!\.+(?:/|$))[\w.~!$'()*+,;=:@-]+"
_PATH: Final = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_SAFE: Final = "/:#!$'()*+,;=~@"
_LONGEST: Final = 512
_MOST_PAGES: Final = 10**6
_WITHDRAWN: Final = read_withdrawn()


async def show_thing(request: Request) -> Response:
    """Answer for a thing with 303, or with its document where the path has a suffix."""
    path, suffix = _split_suffix(request.path_params["path"])
    iri = _read_iri(path)
    refuse_withdrawn(iri, _WITHDRAWN)
    reader = read_reader(request)
    if suffix is None:
        return await _redirect(request, path, iri, reader)
    page = number_parameter(request, "page", 1, _MOST_PAGES, 1)
    answer = await ask(request, DescribeThing(iri, suffix, page, reader))
    pages = int(answer.facts.get("pages") or 0)
    if not answer.facts.get("known"):
        await _miss(request, iri, reader)
    if not answer.body:
        raise problem("not-found", tell("no_page", page=page, last=pages))
    links = [f'<{quote(iri, safe=_SAFE)}>; rel="describes"', *_alternates(reader, path, suffix)]
    links += _page_links(reader, f"id/{path}.{suffix}", page, pages)
    vary = PAGE_VARY if suffix == "html" else "Accept-Encoding"
    return respond(request, answer, headers={"Link": ", ".join(links)}, vary=vary)


def _split_suffix(path: str) -> tuple[str, str | None]:
    """Part the suffix of a format from a path.

    >>> _split_suffix("ontology/0.1.0.ttl"), _split_suffix("ontology/0.1.0")
    (('ontology/0.1.0', 'ttl'), ('ontology/0.1.0', None))
    """
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and stem and suffix in _MEDIA_TYPES else (path, None)


def _read_iri(path: str) -> str:
    """Return the IRI that a path stands for; raise a problem for what no IRI of ours has."""
    if len(path) <= _LONGEST and _PATH.fullmatch(path):
        try:
            return NamedNode(ID + path).value
        except ValueError:
            pass
    raise problem("not-found", tell("no_path", example="/id/place/col-medellin"))


def refuse_withdrawn(iri: str, withdrawn: Mapping[str, Withdrawal]) -> None:
    """Raise the problem 410 for a thing that was withdrawn, with what took its place."""
    withdrawal = withdrawn.get(iri)
    if withdrawal is not None:
        raise problem(
            "gone",
            tell("withdrawn", iri=iri, date=withdrawal.date, reason=withdrawal.reason),
            date=withdrawal.date,
            reason=withdrawal.reason,
            replacedBy=withdrawal.replaced_by,
        )


async def _redirect(request: Request, path: str, iri: str, reader: Reader) -> Response:
    suffix = _SUFFIXES[choose_offer(request, _OFFERS).format]
    answer = await ask(request, FindSimilar(iri, reader))
    if not answer.facts.get("known"):
        _refuse_unknown(iri, answer.body)
    language = request.query_params.get("lang")
    search = "?" + urlencode({"lang": language}) if language in LANGUAGES else ""
    headers = {
        "Location": f"{reader.root}/id/{quote(path, safe=_SAFE)}.{suffix}{search}",
        "Link": ", ".join(_alternates(reader, path, suffix, rel="describedby")),
        "Vary": "Accept",
        "Cache-Control": f"public, max-age={MAX_AGE}",
    }
    request.state.cacheable = True
    return Response(b"", 303, headers)


async def _miss(request: Request, iri: str, reader: Reader) -> NoReturn:
    _refuse_unknown(iri, (await ask(request, FindSimilar(iri, reader))).body)


def _refuse_unknown(iri: str, body: bytes) -> NoReturn:
    suggestions = json.loads(body)["suggestions"]
    raise problem("not-found", tell("no_thing", iri=iri), iri=iri, suggestions=suggestions)


def _alternates(reader: Reader, path: str, own: str, rel: str = "alternate") -> list[str]:
    """Return links to the document in every other format (RFC 8288)."""
    return [
        f'<{reader.base}/id/{quote(path, safe=_SAFE)}.{suffix}>; rel="{rel}"; type="{name}"'
        for suffix, name in _MEDIA_TYPES.items()
        if suffix != own or rel != "alternate"
    ]


def _page_links(reader: Reader, path: str, page: int, pages: int) -> list[str]:
    if pages <= 1:
        return []
    numbers = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    address = f"{reader.base}/{quote(path, safe=_SAFE)}"
    return [
        f'<{address}?page={number}>; rel="{name}"'
        for name, number in numbers.items()
        if 1 <= number <= pages
    ]


async def show_vocabulary(request: Request) -> Response:
    """Answer with the ontology or the shapes, of the version that the path may name."""
    path, suffix = _split_suffix(request.scope["path"])
    name, _, version = path.strip("/").partition("/")
    if name not in IRIS:
        raise problem("not-found", tell("no_vocabulary"))
    chosen = suffix or _SUFFIXES[choose_offer(request, _OFFERS).format]
    reader = read_reader(request)
    answer = await ask(request, ShowVocabulary(name, chosen, reader))
    known = str(answer.facts.get("version"))
    if version and version != known:
        told = tell("no_version", version=version[:40], iri=IRIS[name], known=known)
        raise problem("not-found", told, nearest=nearest(version, [known]) and known)
    stem = f"{reader.base}/{name}/{known}" if version else f"{reader.base}/{name}"
    links = [
        f'<{stem}.{each}>; rel="alternate"; type="{media_type}"'
        for each, media_type in _MEDIA_TYPES.items()
        if each != chosen
    ]
    headers = {"Link": ", ".join(links), "Content-Location": f"{stem}.{chosen}"}
    return respond(request, answer, headers=headers, vary=PAGE_VARY)


routes: Final = [
    Route("/id/{path:path}", show_thing),
    *[
        Route(path, show_vocabulary)
        for name in IRIS
        for path in (f"/{name}", f"/{name}.{{suffix}}", f"/{name}/{{version}}")
    ],
]
"""The routes of the linked data."""
