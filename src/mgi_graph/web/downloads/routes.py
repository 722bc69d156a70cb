"""Offer the dataset and its parts as files with checksums.

Names are stable: ``STEM.SUFFIX`` and ``STEM.SUFFIX.gz``, where the stem is that of a
subset (``mgi``, ``mgi-asserted``, ``profile-col-medellin-2022``, ``country-col`` …), and
``findings.csv`` with its description ``findings.csv-metadata.json``. ``SHA256SUMS`` has the
checksum of every file. The same dataset gives the same bytes, compressed ones too.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from mgi_graph.errors import MgiGraphError, nearest
from mgi_graph.web.downloads.spool import Downloads, Offered
from mgi_graph.web.generation import Generation
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.negotiation import HTML, Offer
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, choose_offer, read_reader
from mgi_graph.web.http.responses import MAX_AGE, Document, public_base, respond, service_of
from mgi_graph.web.pages.rendering import Reader, json_document, render
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import Shown, choose_label
from mgi_graph.workers.tasks import Answer

_LISTS: Final = (Offer("application/json", "json"), HTML)
_CLIENT: Final = "downloads"
_LARGE: Final = 1_000_000
_PAUSE: Final = 5.0
CHECKSUMS: Final = "SHA256SUMS"
"""The name of the file with all checksums, as ``sha256sum --check`` reads it."""


def downloads_for(generation: Generation) -> Downloads:
    """Return the files of a dataset that is served, to be made when they are asked for."""
    if _CLIENT not in generation.made:
        generation.made[_CLIENT] = Downloads(partial(generation.pool.run, client=_CLIENT))
    found: Downloads = generation.made[_CLIENT]
    return found


def downloads_of(request: Request) -> Downloads:
    """Return the files of the dataset that a request began with."""
    return downloads_for(service_of(request).generation_of(request.scope))


async def make_downloads(generation: Generation) -> None:
    """Make every file in the background; give up where the dataset is served no longer.

    What there is to list is looked up at once, for the first reader. The making begins when
    the first readers have been served. One file is made at a time and
    each is one task of one client, so that readers come first. The files of a large
    dataset are made when they are asked for.
    """
    if generation.facts.triples > _LARGE:
        return
    with suppress(MgiGraphError):
        await downloads_for(generation).offered()
        await asyncio.sleep(_PAUSE)
        await downloads_for(generation).all()


async def list_downloads(request: Request) -> Response:
    """Answer with the list of files, as a page or as JSON."""
    offered = await downloads_of(request).offered()
    base = public_base(request)
    if choose_offer(request, _LISTS).format == "html":
        page = render_downloads(list(offered.values()), read_reader(request))
        return respond(request, Answer(page, "text/html"), vary=PAGE_VARY)
    listed = [
        {"name": each.name, "mediaType": each.media_type, "url": f"{base}/downloads/{each.name}"}
        for each in offered.values()
    ]
    answer = Answer(json_document({"files": listed}), "application/json")
    return respond(request, answer, vary=PAGE_VARY)


async def send_download(request: Request) -> Response:
    """Answer with a file, or the part of it that ``Range`` names (RFC 9110, section 14)."""
    name = request.path_params["name"]
    downloads = downloads_of(request)
    if name == CHECKSUMS:
        return Document(await downloads.checksums(), "text/plain")
    offered = await downloads.offered()
    if name not in offered:
        known = nearest(name[:100], offered)
        raise problem("not-found", tell("no_file"), nearest=known)
    made = await downloads.find(name)
    tag = f'"{made.sha256}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={MAX_AGE}"}
    asked = {each.strip().removeprefix("W/") for each in _if_none_match(request)}
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    shown = f"{made.media_type}; charset=utf-8"
    media_type = shown if made.media_type.startswith("text/") else made.media_type
    return FileResponse(made.path, headers=headers, media_type=media_type, filename=name)


def _if_none_match(request: Request) -> list[str]:
    return request.headers.get("if-none-match", "").split(",")


def render_downloads(offered: Sequence[Offered], reader: Reader) -> bytes:
    """Return the page that lists the files by subset."""
    by_title: dict[tuple[str, Shown | None], list[str]] = {}
    for each in offered:
        text, tag = choose_label(each.labels, reader.language)
        foreign = bool(tag) and tag != reader.language
        subset = Shown(text or each.subset, lang=tag if foreign else None, foreign=foreign)
        title = (_name_kind(each, reader.language), subset if each.subset else None)
        by_title.setdefault(title, []).append(each.name)
    return render("downloads.html", reader, {"subsets": list(by_title.items())})


def _name_kind(offered: Offered, language: str) -> str:
    named: str = getattr(find_words(language), f"subset_{offered.kind}")
    return named


def title_download(offered: Offered, language: str) -> str:
    """Say what a file holds, in a language of the pages."""
    named = _name_kind(offered, language)
    if not offered.subset:
        return named
    text, _ = choose_label(offered.labels, language)
    return f"{named} {text or offered.subset}"


routes: Final = [
    Route("/downloads", list_downloads),
    Route("/downloads/{name}", send_download),
]
"""The routes of the downloads."""
