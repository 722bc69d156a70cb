"""Find and rewrite the lines of a query where its parameters are bound.

A binding site is a line of its own, ``VALUES ?name { … }``. What stands between the
braces on disk is the parameter's default, ``UNDEF`` for none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mgi_graph.store import TokenKind, spell_escapes, tokenise

_SITE = re.compile(r"^(\s*)VALUES\s+\?(\w+)\s*\{\s*(.*?)\s*\}\s*$")
UNDEF: Final = "UNDEF"


@dataclass(frozen=True, slots=True)
class Site:
    """Hold one binding site: its line in the text, from 1, and what its braces hold."""

    name: str
    line: int
    content: str


def find_sites(text: str) -> tuple[Site, ...]:
    r"""Return the binding sites of a query, in order.

    >>> find_sites('SELECT * {\n  VALUES ?lang { "en" }\n}')
    (Site(name='lang', line=2, content='"en"'),)
    """
    matches = (_SITE.match(line) for line in text.split("\n"))
    return tuple(
        Site(match[2], number, match[3])
        for number, match in enumerate(matches, start=1)
        if match is not None
    )


def fill_sites(text: str, terms: Mapping[str, NamedNode | Literal | None]) -> str:
    r"""Return the query with each named site holding its term, ``None`` taking the line out.

    >>> fill_sites('SELECT * {\n  VALUES ?lang { "en" }\n}', {"lang": Literal("es")})
    'SELECT * {\n  VALUES ?lang { "es" }\n}'
    """
    filled = []
    for line in text.split("\n"):
        match = _SITE.match(line)
        if match is None or match[2] not in terms:
            filled.append(line)
        elif (term := terms[match[2]]) is not None:
            filled.append(f"{match[1]}VALUES ?{match[2]} {{ {write_term(term)} }}")
    return "\n".join(filled)


def write_term(term: NamedNode | Literal) -> str:
    r"""Return a term as SPARQL text that every engine reads as that term.

    >>> write_term(Literal("a\\u0022 \"b\""))
    '"a\\\\\\U000000750022 \\"b\\""'
    """
    return spell_escapes(str(term))


def read_term(content: str, text: str) -> NamedNode | Literal:
    """Return the term that the braces of a site hold, with the prefixes of the query ``text``.

    Raises :class:`ValueError` where it is not exactly one IRI or literal.

    >>> read_term("m:City", "PREFIX m: <https://example.org/> SELECT * {}")
    <NamedNode value=https://example.org/City>
    """
    prefixes = "".join(f"PREFIX {name}: {iri}\n" for name, iri in declared_prefixes(text).items())
    try:
        found = list(parse(f"{prefixes}<urn:s> <urn:p> {content} .", RdfFormat.TURTLE))
    except SyntaxError as err:
        msg = f"{content!r} is not one IRI or literal: {err.msg}"
        raise ValueError(msg) from err
    if len(found) != 1 or not isinstance(found[0].object, NamedNode | Literal):
        msg = f"{content!r} is not one IRI or literal"
        raise ValueError(msg)
    return found[0].object


def declared_prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a query declares with their IRIs, in ``<`` and ``>``.

    >>> declared_prefixes("PREFIX m: <https://example.org/> ASK {}")
    {'m': '<https://example.org/>'}
    """
    tokens = list(tokenise(text))
    return {
        name.text.removesuffix(":"): iri.text
        for keyword, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if keyword.is_word("PREFIX") and iri.kind is TokenKind.IRI
    }
