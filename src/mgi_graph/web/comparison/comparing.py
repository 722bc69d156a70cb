"""Show the comparison of some places as a page or a file, or say what the choice lacks.

A choice of two to four assessed places is compared. The page keeps any other choice in
its form, beside what is the matter with it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from mgi_graph.store import DatasetStore
from mgi_graph.web.comparison.drawing import draw_matrix
from mgi_graph.web.comparison.files import write_csv, write_markdown
from mgi_graph.web.comparison.matrix import ALL, FILTERS, Matrix, read_matrix
from mgi_graph.web.http.details import Detail
from mgi_graph.web.linked_data.similar import FindSimilar
from mgi_graph.web.pages.addresses import name_thing, page_of
from mgi_graph.web.pages.rendering import Reader, render, static_name
from mgi_graph.web.pages.views import Shown
from mgi_graph.web.places.facts import PlaceFacts, list_assessed, place_of, read_places
from mgi_graph.web.places.listing import group_by_country
from mgi_graph.workers.tasks import Answer, Facts

FEWEST: Final = 2
MOST: Final = 4

MOST_OFFERED: Final = 120
"""How many places the form offers; more can be named."""

MEDIA_TYPES: Final = {"csv": "text/csv", "md": "text/markdown", "svg": "image/svg+xml"}
"""The formats of the files by suffix."""

_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Trouble:
    """Say why a choice cannot be compared: status, the name of the words, and what fills them."""

    status: int
    words: str
    value: str = ""
    suggestions: tuple[Shown, ...] = ()

    def tell(self) -> Detail:
        """Return what is the matter, to be said in any language."""
        return Detail(self.words, {"value": self.value, "fewest": FEWEST, "most": MOST})

    def answer(self) -> Answer:
        """Return the answer in the place of a file; :func:`read_trouble` reads it."""
        near = [{"iri": each.iri, "label": each.text} for each in self.suggestions]
        facts: Facts = {"status": self.status, "words": self.words, "value": self.value}
        return Answer(json.dumps(near).encode(), "application/json", facts=facts)


def read_trouble(answer: Answer) -> tuple[Trouble, list[dict[str, str]]] | None:
    """Return what kept a file from being written, and the things most like what it names."""
    status = int(answer.facts.get("status") or 500)
    if status == 200:
        return None
    words, value = str(answer.facts.get("words")), str(answer.facts.get("value"))
    return Trouble(status, words, value), json.loads(answer.body)


@dataclass(frozen=True, slots=True)
class ComparePlaces:
    """Compare the places that ``slugs`` names, each once and in alphabetical order.

    ``format`` is ``html`` or one of ``MEDIA_TYPES``, ``gaps`` one of ``FILTERS``. The answer's
    facts have ``status``; where that is not 200, a file's answer is that of its trouble.
    """

    slugs: tuple[str, ...] = ()
    gaps: str = ALL
    format: str = "html"
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page or the file."""
        assessed, is_cut = self._read_offered(store)
        chosen = [place for place in assessed if place.slug in self.slugs]
        trouble = self._examine(store, assessed)
        if self.format == "html":
            return self._page(store, assessed, chosen, trouble, is_cut=is_cut)
        if trouble is not None:
            return trouble.answer()
        body = self._write(read_matrix(store, chosen, self.gaps, self.reader))
        return Answer(body, MEDIA_TYPES[self.format], facts={"status": 200})

    def _read_offered(self, store: DatasetStore) -> tuple[tuple[PlaceFacts, ...], bool]:
        """Return the assessed places that the form offers, and whether there are more.

        All that are chosen are among them.
        """
        listed = list_assessed(store, MOST_OFFERED + 1)
        chosen = [place for slug in self.slugs if (place := place_of(slug)) is not None]
        offered = {*listed[:MOST_OFFERED], *chosen}
        places = read_places(store, offered, self.reader)
        return tuple(each for each in places if each.profiles), len(listed) > MOST_OFFERED

    def _examine(self, store: DatasetStore, assessed: Sequence[PlaceFacts]) -> Trouble | None:
        """Return what is the matter with the choice; an empty one is no choice for a file."""
        known = {place.slug for place in assessed}
        strange = [slug for slug in self.slugs if slug not in known]
        if self.gaps not in FILTERS:
            return Trouble(400, "compare_bad_filter", self.gaps[:_SHOWN])
        if strange:
            similar = _find_similar(store, strange[0], self.reader)
            return Trouble(404, "compare_unknown", strange[0][:_SHOWN], similar)
        if len(self.slugs) > MOST:
            return Trouble(400, "compare_too_many", str(len(self.slugs)))
        if len(self.slugs) < FEWEST and (self.slugs or self.format != "html"):
            return Trouble(400, "compare_too_few")
        return None

    def _page(
        self,
        store: DatasetStore,
        assessed: tuple[PlaceFacts, ...],
        chosen: Sequence[PlaceFacts],
        trouble: Trouble | None,
        *,
        is_cut: bool,
    ) -> Answer:
        compared = trouble is None and bool(chosen)
        context = {
            "matrix": read_matrix(store, chosen, self.gaps, self.reader) if compared else None,
            "message": "" if trouble is None else trouble.tell().say(self.reader.language),
            "bad_filter": self.gaps not in FILTERS,
            "suggestions": () if trouble is None else trouble.suggestions,
            "countries": group_by_country(assessed),
            "most_offered": MOST_OFFERED if is_cut else 0,
            "slugs": self.slugs,
            "gaps": self.gaps,
            "filters": [
                (f"compare_show_{name or 'all'}", name, self._link(name)) for name in FILTERS
            ],
            "files": {suffix: self.address(suffix) for suffix in MEDIA_TYPES},
            "png_name": f"{name_file(self.slugs)}.png",
            "canonical": self._link(self.gaps) if compared else None,
            "enough": len(assessed) >= FEWEST,
            "script": f"{self.reader.root}/static/{static_name('compare.js')}",
        }
        page = render("comparison/compare.html", self.reader, context)
        return Answer(page, "text/html", facts={"status": trouble.status if trouble else 200})

    def _link(self, gaps: str) -> str:
        return f"{self.reader.home}/compare?{write_choice(self.slugs, gaps)}"

    def address(self, suffix: str) -> str:
        """Return the address of the comparison as a file."""
        return f"{self.reader.home}/compare.{suffix}?{write_choice(self.slugs, self.gaps)}"

    def _write(self, matrix: Matrix) -> bytes:
        if self.format == "csv":
            return write_csv(matrix, self.reader)
        address = f"{self.reader.base}/{self.reader.language}/compare?"
        address += write_choice(self.slugs, self.gaps)
        if self.format == "md":
            return write_markdown(matrix, address, self.reader)
        return draw_matrix(matrix, address, self.reader)


def write_choice(slugs: Sequence[str], gaps: str = ALL) -> str:
    """Return the parameters of a comparison, the places in alphabetical order.

    >>> write_choice(("col-medellin", "bra-manaus"))
    'place=bra-manaus&place=col-medellin'
    """
    pairs = [("place", slug) for slug in sorted(set(slugs))]
    return urlencode([*pairs, ("gaps", gaps)] if gaps else pairs)


def name_file(slugs: Sequence[str]) -> str:
    """Return the stem of a file's name, of nothing but what is safe in a header and on a disk.

    >>> name_file(("col-medellin", "bra-manaus"))
    'mgi-compare-bra-manaus-col-medellin'
    """
    safe = sorted({slug for slug in slugs if place_of(slug) is not None})
    return "-".join(("mgi-compare", *safe[:MOST]))


def _find_similar(store: DatasetStore, slug: str, reader: Reader) -> tuple[Shown, ...]:
    """Return the assessed places whose names are most like ``slug``."""
    similar = FindSimilar(name_thing("place", slug), reader).run(store)
    found = json.loads(similar.body)["suggestions"]
    near = read_places(store, [NamedNode(each["iri"]) for each in found], reader)
    assessed = {each.iri for each in near if each.profiles}
    return tuple(
        Shown(each["label"], page_of(each["iri"], reader), iri=each["iri"])
        for each in found
        if each["iri"] in assessed
    )
