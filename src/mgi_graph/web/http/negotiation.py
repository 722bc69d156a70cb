"""Choose the representation that a client prefers (RFC 9110, section 12).

Clients send much that the grammar does not allow. What cannot be read is passed
over, and what is read is bounded, so that no header costs more than its length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 8192
"""Characters of a header that are read."""

_MOST: Final = 64
"""Ranges of a header that are read."""

_WEAK: Final = 0.3
"""The share of its quality that a weak alias has."""

# One element of a list: a comma inside a quoted string does not end it.
_ELEMENT: Final = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*(?:"|\Z|\\\Z))+', re.DOTALL)
_PARAMETER: Final = re.compile(r'(?:[^";]|"(?:[^"\\]|\\.)*(?:"|\Z|\\\Z))+', re.DOTALL)
_NAME: Final = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_MEDIA_RANGE: Final = re.compile(rf"({_NAME})/({_NAME})")
_QUALITY: Final = re.compile(r"(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")
_LANGUAGE_RANGE: Final = re.compile(r"\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """Hold one element of an ``Accept`` header, in lower case.

    ``parameters`` are those that narrow the range: ``q`` and a charset of UTF-8,
    which everything here is written in, are not among them.
    """

    type: str
    subtype: str
    quality: float = 1.0
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Describe a representation that the service can give.

    ``aliases`` are other media types by which clients ask for it; a weak alias is
    a name for something more general, and wins only where little else fits.
    """

    media_type: str
    format: str
    quality: float = 1.0
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


HTML: Final = Offer("text/html", "html", weak_aliases=("application/xhtml+xml",))

SOLUTIONS: Final = (
    Offer(
        "application/sparql-results+json",
        "json",
        aliases=("application/json",),
        words=("srj", "sparql-results+json"),
    ),
    Offer(
        "application/sparql-results+xml",
        "xml",
        aliases=("application/xml", "text/xml"),
        words=("srx", "sparql-results+xml"),
    ),
    Offer("text/csv", "csv", weak_aliases=("text/plain",)),
    Offer("text/tab-separated-values", "tsv"),
    HTML,
)
"""The formats for solutions and truth values, the usual one first."""

NAMED_SOLUTIONS: Final = (*SOLUTIONS, Offer("text/csv", "spreadsheet"))
"""The formats for solutions that a parameter can name: ``Accept`` never means the last."""

GRAPHS: Final = (
    Offer(
        "text/turtle",
        "turtle",
        aliases=("application/x-turtle", "application/turtle"),
        weak_aliases=("text/n3", "text/rdf+n3"),
        words=("ttl", "n3"),
    ),
    Offer(
        "application/n-triples",
        "ntriples",
        weak_aliases=("text/plain",),
        words=("nt", "n-triples"),
    ),
    Offer(
        "application/rdf+xml",
        "rdfxml",
        weak_aliases=("application/xml", "text/xml"),
        words=("rdf", "xml", "rdf+xml", "rdf-xml"),
    ),
    Offer(
        "application/ld+json",
        "jsonld",
        aliases=("application/json",),
        words=("json-ld", "json"),
    ),
    Offer("application/trig", "trig", aliases=("application/x-trig",)),
    Offer(
        "application/n-quads",
        "nquads",
        aliases=("text/x-nquads", "text/nquads"),
        words=("nq", "n-quads"),
    ),
    HTML,
)
"""The formats for triples, the usual one first."""


def parse_accept(header: str | None) -> tuple[MediaRange, ...]:
    """Return the media ranges of an ``Accept`` header (RFC 9110, section 12.5.1).

    Elements that cannot be read are left out, as is everything past the bounds.

    >>> [(each.subtype, each.quality) for each in parse_accept("text/html, text/*;q=.5, junk")]
    [('html', 1.0), ('*', 0.5)]
    """
    ranges = []
    for name, parameters in _elements(header):
        found = _MEDIA_RANGE.fullmatch("*/*" if name == "*" else name)
        quality = _quality(parameters)
        if found is None or quality is None or (found[1] == "*" and found[2] != "*"):
            continue
        ranges.append(MediaRange(found[1], found[2], quality, _narrowing(parameters)))
    return tuple(ranges)


def negotiate(header: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that the client likes best, the earlier one of equals.

    The most specific range that fits an offer decides on it, and a quality of 0
    excludes it (RFC 9110, section 12.5.1). A header that is absent, empty or
    unreadable accepts everything. ``None`` says that nothing is acceptable.

    >>> negotiate("text/csv, text/html;q=0.9", SOLUTIONS).format
    'csv'
    >>> negotiate("image/png", SOLUTIONS) is None
    True
    """
    ranges = parse_accept(header)
    if not ranges:
        return offers[0] if offers else None
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _accepted_quality(offer, ranges) * offer.quality
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def find_offer(word: str, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that a value of the parameter ``format`` names, or ``None``.

    It may be a word or a media type, in any case.

    >>> find_offer("TTL", GRAPHS).media_type
    'text/turtle'
    """
    # A plus sign in a form that was not escaped arrives as a space.
    wanted = word.strip().lower().replace(" ", "+")
    for offer in offers:
        if wanted in {offer.format, offer.media_type, *offer.words, *offer.aliases}:
            return offer
    return next((offer for offer in offers if wanted in offer.weak_aliases), None)


def choose_language(header: str | None, available: Sequence[str]) -> str:
    """Return the language that an ``Accept-Language`` header prefers, else the first available.

    A range is cut from its end until it fits (RFC 4647, section 3.4); of equal
    qualities the header's first wins.

    >>> choose_language("de, es-CO;q=0.8, en;q=0.5", ["en", "es", "fr"])
    'es'
    """
    ranges: list[tuple[str, float]] = []
    for name, parameters in _elements(header):
        quality = _quality(parameters)
        if quality is not None and _LANGUAGE_RANGE.fullmatch(name):
            ranges.append((name, quality))
    excluded = {name for name, quality in ranges if quality == 0}
    for name, quality in sorted(ranges, key=lambda each: -each[1]):
        if quality > 0 and (found := _look_up(name, available, excluded)) is not None:
            return found
    return available[0]


def choose_encoding(header: str | None, available: Sequence[str] = ("br", "gzip")) -> str | None:
    """Return the content coding to use, or ``None`` for none (RFC 9110, section 12.5.3).

    >>> choose_encoding("gzip, deflate, br")
    'br'
    >>> choose_encoding("gzip;q=0, identity") is None
    True
    """
    qualities: dict[str, float] = {}
    for name, parameters in _elements(header):
        quality = _quality(parameters)
        if quality is not None:
            qualities.setdefault("gzip" if name == "x-gzip" else name, quality)
    others = qualities.get("*", 0.0)
    best, best_quality = None, qualities.get("identity", 0.0)
    for coding in available:
        quality = qualities.get(coding, others)
        if quality > best_quality or (quality == best_quality > 0 and best is None):
            best, best_quality = coding, quality
    return best


def _elements(header: str | None) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the elements of a list header: the name and the parameters, in lower case."""
    found = _ELEMENT.finditer((header or "")[:_LONGEST].lower())
    for _, element in zip(range(_MOST), found, strict=False):
        parts = [each.group().strip() for each in _PARAMETER.finditer(element.group())]
        pairs = (each.partition("=") for each in parts[1:])
        yield (
            "".join(parts[:1]),
            [(key.strip(), _unquote(value.strip())) for key, _, value in pairs],
        )


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)
    return value


def _quality(parameters: list[tuple[str, str]]) -> float | None:
    """Return the weight (RFC 9110, section 12.4.2), or ``None`` for one that is no number."""
    value = next((value for key, value in parameters if key == "q"), "1")
    return min(1.0, float(value)) if _QUALITY.fullmatch(value) else None


def _narrowing(parameters: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, value)
        for key, value in parameters
        if key and key != "q" and (key, value) not in {("charset", "utf-8"), ("charset", "utf8")}
    )


def _accepted_quality(offer: Offer, ranges: Sequence[MediaRange]) -> float:
    """Return the quality of the most specific range that fits the offer, 0 where none does."""
    best: tuple[int, float] = (0, 0.0)
    for each in ranges:
        fit = _fit(offer, each)
        if fit is not None and (fit[0] > best[0] or (fit[0] == best[0] and fit[1] > best[1])):
            best = fit
    return best[1]


def _fit(offer: Offer, wanted: MediaRange) -> tuple[int, float] | None:
    """Return how specifically a range fits an offer, and the quality that it gives it.

    A range with parameters that no representation here has, such as the profile of
    JSON-LD, still asks for the type, but excludes nothing and says less than a
    range without.
    """
    name = f"{wanted.type}/{wanted.subtype}"
    main_type = offer.media_type.partition("/")[0]
    if wanted.parameters and wanted.quality == 0:
        return None
    if name == offer.media_type:
        return (5 if wanted.parameters else 6), wanted.quality
    if name in offer.aliases and wanted.quality > 0:
        return 4, wanted.quality
    if name in offer.weak_aliases and wanted.quality > 0:
        return 3, wanted.quality * _WEAK
    if wanted.type == main_type and wanted.subtype == "*":
        return 2, wanted.quality
    return (1, wanted.quality) if name == "*/*" else None


def _look_up(name: str, available: Sequence[str], excluded: set[str]) -> str | None:
    candidates = [each for each in available if each.lower() not in excluded]
    if name == "*":
        return next(iter(candidates), None)
    while name:
        for each in candidates:
            if each.lower() == name:
                return each
        name = name.rpartition("-")[0]
    return None
