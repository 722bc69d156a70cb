"""Check that the representation is the one that the client prefers (RFC 9110, section 12)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgi_graph.web.http.negotiation import (
    GRAPHS,
    SOLUTIONS,
    Offer,
    choose_encoding,
    choose_language,
    find_offer,
    negotiate,
    parse_accept,
)

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
JENA = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "text/tab-separated-values;q=0.7, text/csv;q=0.5, application/json;q=0.2, "
    "application/xml;q=0.2, */*;q=0.1"
)
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"

SOLUTION_CASES = {
    "absent": (None, "json"),
    "empty": ("", "json"),
    "everything": ("*/*", "json"),
    "one": ("text/csv", "csv"),
    "case": ("TEXT/CSV", "csv"),
    "firefox": (FIREFOX, "html"),
    "chrome": (CHROME, "html"),
    "java": (JAVA, "html"),
    "jena": (JENA, "json"),
    "comunica": (
        "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7",
        "json",
    ),
    "equal: the earlier offer": ("text/csv, application/sparql-results+xml", "xml"),
    "quality": ("application/sparql-results+json;q=0.5, text/csv;q=0.6", "csv"),
    "plain JSON": ("application/json", "json"),
    "plain XML": ("application/xml", "xml"),
    "text range": ("text/*", "csv"),
    "specific over general": ("*/*, application/sparql-results+json;q=0.1", "xml"),
    "excluded": ("application/sparql-results+json;q=0, */*", "xml"),
    "alias excluded, not its type": ("application/json;q=0, */*", "json"),
    "nothing fits": ("image/png", None),
    "everything excluded": ("*/*;q=0", None),
    "general excluded": ("text/csv, */*;q=0", "csv"),
    "charset": ("text/csv; charset=UTF-8", "csv"),
    "quoted charset": ('text/csv; charset="utf-8"', "csv"),
    "header=absent": ("text/csv; header=absent, text/html;q=0.5", "csv"),
    "parameter excluded": ("text/csv;header=absent;q=0, text/csv;q=0.5", "csv"),
    "junk": ("///, ;;;, text", "json"),
    "junk beside": ("///, text/csv, ;q=1", "csv"),
    "no number as quality": ("text/csv;q=high, text/html;q=0.1", "html"),
    "too high a quality": ("text/csv;q=7, application/sparql-results+json", "json"),
    "negative quality": ("text/csv;q=-1, text/html", "html"),
    "not a number": ("text/csv;q=nan, text/html", "html"),
    "infinite": ("text/csv;q=inf, text/html", "html"),
    "spaces": (" text/csv ; q = 0.9 , text/html ; q = 0.1 ", "csv"),
    "comma in quotes": ('text/html;q=0.1;a="b,text/xml", text/csv', "csv"),
    "open quotes": ('text/csv, text/html;a="b, text/xml', "csv"),
    "tolerated star": ("*", "json"),
    "wrong star": ("*/csv, text/html", "html"),
}


@pytest.mark.parametrize(("accept", "expected"), SOLUTION_CASES.values(), ids=SOLUTION_CASES)
def test_format_of_solutions_is_the_preferred_one(accept: str | None, expected: str | None) -> None:
    """Precedence, qualities and exclusions are those of RFC 9110, section 12.5.1."""
    found = negotiate(accept, SOLUTIONS)
    assert (found and found.format) == expected


GRAPH_CASES = {
    "absent": (None, "turtle"),
    "everything": ("*/*", "turtle"),
    "firefox": (FIREFOX, "html"),
    "rdflib": (RDFLIB, "rdfxml"),
    "w3c": ("text/turtle; charset=utf-8", "turtle"),
    "JSON-LD": ("application/ld+json, application/json;q=0.9", "jsonld"),
    "JSON-LD with a profile": (
        'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"',
        "jsonld",
    ),
    "plain JSON": ("application/json", "jsonld"),
    "plain XML": ("application/xml", "rdfxml"),
    "plain XML is said for want of better": ("application/xml;q=0.9, */*;q=0.8", "turtle"),
    "old Turtle": ("application/x-turtle", "turtle"),
    "n3": ("text/n3", "turtle"),
    "old N-Triples": ("text/plain", "ntriples"),
    "quads": ("application/n-quads", "nquads"),
    "trig": ("application/trig;q=0.9, text/turtle;q=0.8", "trig"),
    "application range": ("application/*", "ntriples"),
    "solutions only": ("application/sparql-results+json", None),
}


@pytest.mark.parametrize(("accept", "expected"), GRAPH_CASES.values(), ids=GRAPH_CASES)
def test_format_of_triples_is_the_preferred_one(accept: str | None, expected: str | None) -> None:
    """Graphs are Turtle unless the client asks for another syntax."""
    found = negotiate(accept, GRAPHS)
    assert (found and found.format) == expected


def test_own_preference_counts() -> None:
    """An offer of low quality loses against one that the client likes a little less."""
    offers = (Offer("a/low", "low", quality=0.5), Offer("a/high", "high"))
    assert negotiate("a/low, a/high;q=0.8", offers) is offers[1]
    assert negotiate("a/low, a/high;q=0.4", offers) is offers[0]


def test_no_offers_give_none() -> None:
    """Where there is nothing to offer, nothing is chosen."""
    assert negotiate(None, ()) is None
    assert negotiate("*/*", ()) is None


WORDS = {
    "json": "json", "srj": "json", "JSON": "json", "application/sparql-results+json": "json",
    "application/sparql-results json": "json", "application/json": "json", "xml": "xml",
    "srx": "xml", "csv": "csv", "tsv": "tsv", "html": "html", "text/html": "html",
}  # fmt: skip
GRAPH_WORDS = {
    "turtle": "turtle", "ttl": "turtle", "n3": "turtle", "text/turtle": "turtle",
    "ntriples": "ntriples", "nt": "ntriples", "n-triples": "ntriples", "rdfxml": "rdfxml",
    "rdf": "rdfxml", "xml": "rdfxml", "rdf+xml": "rdfxml", "rdf xml": "rdfxml",
    "application/xml": "rdfxml", "jsonld": "jsonld", "json-ld": "jsonld", "json": "jsonld",
    "trig": "trig", "nquads": "nquads", "nq": "nquads", "html": "html", " TTL ": "turtle",
}  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_word_names_a_format_of_solutions(word: str) -> None:
    """The words are those that SPARQLWrapper and other clients send, and media types."""
    found = find_offer(word, SOLUTIONS)
    assert found is not None
    assert found.format == WORDS[word]


@pytest.mark.parametrize("word", GRAPH_WORDS)
def test_word_names_a_format_of_triples(word: str) -> None:
    """The words are those that SPARQLWrapper and other clients send, and media types."""
    found = find_offer(word, GRAPHS)
    assert found is not None
    assert found.format == GRAPH_WORDS[word]


@pytest.mark.parametrize("word", ["", "yaml", "turtle", "json;", "*/*", "text"])
def test_other_word_names_nothing(word: str) -> None:
    """A word for no format of solutions gives none, so that the caller can say so."""
    assert find_offer(word, SOLUTIONS) is None


LANGUAGES = {
    "absent": (None, "en"),
    "exact": ("fr", "fr"),
    "case": ("FR", "fr"),
    "region": ("es-CO", "es"),
    "region and fallback": ("pt-BR, es;q=0.5", "es"),
    "order": ("fr, es", "fr"),
    "quality": ("fr;q=0.1, es;q=0.9", "es"),
    "script and region": ("es-Latn-CO", "es"),
    "unknown": ("de, it", "en"),
    "star": ("de, *;q=0.1", "en"),
    "star without": ("en;q=0, *", "es"),
    "excluded": ("en;q=0", "en"),
    "prefix of a tag only": ("e", "en"),
    "junk": (";;,=,--", "en"),
}


@pytest.mark.parametrize(("header", "expected"), LANGUAGES.values(), ids=LANGUAGES)
def test_language_is_the_preferred_one(header: str | None, expected: str) -> None:
    """A range is shortened until it fits (RFC 4647, section 3.4)."""
    assert choose_language(header, ("en", "es", "fr")) == expected


CODINGS = {
    "absent": (None, None),
    "empty": ("", None),
    "one": ("gzip", "gzip"),
    "curl": ("deflate, gzip, br, zstd", "br"),
    "python": ("gzip, deflate", "gzip"),
    "quality": ("br;q=0.5, gzip", "gzip"),
    "old name": ("x-gzip", "gzip"),
    "excluded": ("gzip;q=0", None),
    "star": ("*", "br"),
    "star but": ("br;q=0, *", "gzip"),
    "identity preferred": ("identity, gzip;q=0.5", None),
    "identity alone": ("identity", None),
    "identity excluded": ("identity;q=0, gzip;q=0.1", "gzip"),
    "unknown": ("zstd, compress", None),
    "case": ("GZIP", "gzip"),
    "junk": (",;q=,=", None),
}


@pytest.mark.parametrize(("header", "expected"), CODINGS.values(), ids=CODINGS)
def test_coding_is_the_preferred_one(header: str | None, expected: str | None) -> None:
    """Nothing is compressed unless the client asks for it (RFC 9110, section 12.5.3)."""
    assert choose_encoding(header) == expected


HEADERS = st.text(max_size=200) | st.text('az/*;,q=.019" \\-+', max_size=120)


@given(HEADERS)
def test_any_header_is_read(header: str) -> None:
    """No header makes the choice fail, and only what is offered is chosen."""
    assert all(0 <= each.quality <= 1 for each in parse_accept(header))
    assert negotiate(header, SOLUTIONS) in {*SOLUTIONS, None}
    assert choose_language(header, ("en", "es", "fr")) in {"en", "es", "fr"}
    assert choose_encoding(header) in {"br", "gzip", None}
    find_offer(header, GRAPHS)


QUALITIES = st.integers(0, 1000).map(lambda each: each / 1000)


@given(st.lists(QUALITIES, min_size=len(SOLUTIONS), max_size=len(SOLUTIONS)), st.randoms())
def test_best_quality_wins_in_any_order(qualities: list[float], random: object) -> None:
    """With one quality for each offer the highest wins, the order of the header not mattering."""
    ranges = [
        f"{offer.media_type};q={quality:.3f}"
        for offer, quality in zip(SOLUTIONS, qualities, strict=True)
    ]
    shuffle = getattr(random, "shuffle")  # noqa: B009
    shuffle(ranges)
    best = max(qualities)
    expected = None if best == 0 else SOLUTIONS[qualities.index(best)]
    assert negotiate(", ".join(ranges), SOLUTIONS) is expected


HOSTILE = {
    "quotes": '"' * 100_000,
    "open quotes with escapes": '"\\' * 50_000,
    "escaped line ends": '"\\\n' * 30_000,
    "commas": "," * 100_000,
    "semicolons": "a/b" + ";" * 100_000,
    "ranges": "a/b," * 30_000,
    "parameters": "a/b;" + "c=d;" * 30_000,
    "spaces": " " * 100_000,
    "digits": "a/b;q=" + "9" * 100_000,
    "hyphens": "a-" * 50_000,
}


@pytest.mark.parametrize("header", HOSTILE.values(), ids=HOSTILE)
def test_hostile_header_is_read_in_bounded_time(header: str) -> None:
    """Headers made to be slow cost milliseconds."""
    begin = time.process_time()
    negotiate(header, SOLUTIONS)
    choose_language(header, ("en", "es", "fr"))
    choose_encoding(header)
    assert len(parse_accept(header)) <= 64
    assert time.process_time() - begin < 0.5
