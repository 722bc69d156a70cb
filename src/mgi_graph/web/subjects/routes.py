"""Route requests to domains, indicators, findings in their sources, and what findings name."""

import asyncio
import json
import re
from collections.abc import Sequence
from typing import Final, NoReturn

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.namespaces import ID
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import (
    PAGE_VARY,
    number_parameter,
    page_route,
    read_reader,
    single_parameter,
)
from mgi_graph.web.http.responses import Document, ask, respond, service_of
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.similar import FindSimilar
from mgi_graph.web.pages.addresses import name_thing
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.subjects.concept_pages import ListIndicators, ShowConcept
from mgi_graph.web.subjects.finding_page import ShowFinding
from mgi_graph.web.subjects.quotations import (
    LocateFinding,
    LocateSource,
    SourceFile,
    load_quotations,
    load_source_file,
)
from mgi_graph.web.subjects.source_files import read_text
from mgi_graph.web.subjects.source_page import ShowSource
from mgi_graph.web.subjects.source_text import count_pages, excerpt, lines_of_page
from mgi_graph.web.subjects.things_list import CLASSES, ListThings
from mgi_graph.workers.tasks import Task

_NAME: Final = re.compile(r"(?!\.+$)[A-Za-z0-9._~-]+")
_LONGEST: Final = 200
_MOST_PAGES: Final = 10**6


async def show_domain(request: Request) -> Response:
    """Answer with the page of a domain."""
    return await _show_concept(request, "domain")


async def show_indicator(request: Request) -> Response:
    """Answer with the page of an indicator."""
    return await _show_concept(request, "indicator")


async def show_group(request: Request) -> Response:
    """Answer with the page of a population group."""
    return await _show_concept(request, "group")


async def _show_concept(request: Request, kind: str) -> Response:
    reader = read_reader(request)
    iri = name_thing(kind, request.path_params["slug"])
    page = number_parameter(request, "page", 1, _MOST_PAGES, 1)
    answer = await ask(request, ShowConcept(kind, iri, page, reader))
    if not answer.facts.get("known"):
        await _miss(request, iri, reader)
    if not answer.body:
        last = answer.facts.get("pages")
        raise problem("not-found", tell("no_page", page=page, last=last))
    return respond(request, answer, headers=_link_data(iri, reader), vary=PAGE_VARY)


async def show_indicators(request: Request) -> Response:
    """Answer with the list of all indicators."""
    answer = await ask(request, ListIndicators(read_reader(request)))
    return respond(request, answer, vary=PAGE_VARY)


async def show_things(request: Request) -> Response:
    """Answer with what findings name, of the class and the place that are asked for."""
    reader = read_reader(request)
    class_ = single_parameter(request, "class") or ""
    if class_ and class_ not in CLASSES:
        known = ", ".join(CLASSES)
        told = tell("not_among", parameter="class", value=class_[:80], known=known)
        expected = f"one of {known}"
        raise problem("parameter-value", told, parameter="class", expected=expected)
    place = (single_parameter(request, "place") or "")[:_LONGEST]
    if place and not _NAME.fullmatch(place):
        await _miss(request, name_thing("place", place), reader)
    answer = await ask(request, ListThings(reader, class_, place))
    if not answer.facts.get("known"):
        await _miss(request, name_thing("place", place), reader)
    return respond(request, answer, vary=PAGE_VARY)


async def show_finding(request: Request) -> Response:
    """Answer with the page of a finding, its sentence marked in its sources."""
    reader = read_reader(request)
    parameters = request.path_params
    parts = [parameters[name] for name in ("profile", "domain", "status", "number")]
    iri = name_thing("finding", *parts)
    located = load_quotations((await ask(request, LocateFinding(iri))).body)
    data = service_of(request).data
    excerpts = []
    for each in located:
        text = await read_text(data, each.name, each.sha256)
        if text is None:
            continue
        found = await asyncio.to_thread(excerpt, text, each.sha256, each.start, each.end)
        if found is not None:
            excerpts.append(found)
    answer = await ask(request, ShowFinding(iri, tuple(excerpts), reader))
    if not answer.facts.get("known"):
        await _miss(request, iri, reader)
    return respond(request, answer, headers=_link_data(iri, reader), vary=PAGE_VARY)


async def show_source(request: Request) -> Response:
    """Answer with a source's text as a page with line numbers."""
    reader = read_reader(request)
    file = await _locate_source(request, reader)
    page = number_parameter(request, "page", 1, _MOST_PAGES, 1)
    text = await read_text(service_of(request).data, file.name, file.sha256)
    if text is None:
        task = ShowSource(file.iri, reader=reader)
    else:
        pages = count_pages(len(text))
        if page > pages:
            raise problem("not-found", tell("no_page", page=page, last=pages))
        lines = await asyncio.to_thread(lines_of_page, text, page)
        task = ShowSource(file.iri, lines, page, pages, reader)
    answer = await ask(request, task)
    return respond(request, answer, headers=_link_data(file.iri, reader), vary=PAGE_VARY)


async def show_plain_source(request: Request) -> Response:
    """Answer with a source's text, byte for byte."""
    reader = read_reader(request)
    file = await _locate_source(request, reader)
    text = await read_text(service_of(request).data, file.name, file.sha256)
    if text is None:
        raise problem("not-found", tell("no_text", iri=file.iri), iri=file.iri)
    return Document(await asyncio.to_thread(text.encode), "text/plain")


async def _locate_source(request: Request, reader: Reader) -> SourceFile:
    parameters = request.path_params
    iri = name_thing("source", parameters["profile"], parameters["tag"])
    file = load_source_file((await ask(request, LocateSource(iri))).body)
    if file is None:
        await _miss(request, iri, reader)
    return file


async def _miss(request: Request, iri: str, reader: Reader) -> NoReturn:
    """Raise the problem 404 for what the dataset does not have, with what is most like it."""
    similar = await ask(request, FindSimilar(iri, reader))
    suggestions = json.loads(similar.body)["suggestions"]
    raise problem("not-found", tell("no_thing", iri=iri), iri=iri, suggestions=suggestions)


def _link_data(iri: str, reader: Reader) -> dict[str, str]:
    """Return the header that links the data of what a page is about (RFC 8288)."""
    path = iri.removeprefix(ID)
    links = [f'<{iri}>; rel="describes"'] + [
        f'<{reader.base}/id/{path}.{suffix}>; rel="alternate"; type="{media_type}"'
        for suffix, (media_type, _) in FORMATS.items()
    ]
    return {"Link": ", ".join(links)}


routes: Final[list[Route]] = [
    page_route("/indicators", show_indicators),
    page_route("/domains/{slug}", show_domain, "page"),
    page_route("/indicators/{slug}", show_indicator, "page"),
    page_route("/groups/{slug}", show_group, "page"),
    page_route("/things", show_things, "class", "place"),
    page_route("/findings/{profile}/{domain}/{status}/{number}", show_finding),
    page_route("/sources/{profile}/{tag}", show_source, "page"),
    Route("/sources/{profile}/{tag}.txt", show_plain_source),
]
"""The routes of these pages."""

_FINDING: Final = f"{ID}finding/bra-manaus-2023/partnerships/well-developed/4"
_SOURCE: Final = f"{ID}source/bra-manaus-2023/en"

EXAMPLES: Final[Sequence[Task]] = (
    ShowConcept("domain", f"{ID}domain/partnerships"),
    ShowConcept("indicator", f"{ID}indicator/city-networks"),
    ShowConcept("group", f"{ID}group/refugees"),
    ListIndicators(),
    ListThings(),
    LocateFinding(_FINDING),
    LocateSource(_SOURCE),
    ShowFinding(_FINDING),
    ShowSource(_SOURCE),
)
"""One task of each kind that these pages ask for, done before a worker is confined."""
