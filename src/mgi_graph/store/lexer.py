"""Cut SPARQL text into tokens (SPARQL 1.1, section 19.8), for messages and rules about queries.

The engines parse queries; this only has to know what is a string, an IRI, a
comment, a name or a keyword. Text that is none of these is an ``OTHER`` token
of one character, so every text has tokens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mgi_graph.store.escapes import has_unknown_escape


class TokenKind(StrEnum):
    """Name the kinds of token that matter here."""

    IRI = "iri"
    STRING = "string"
    LANGUAGE = "language"
    VARIABLE = "variable"
    BLANK_NODE = "blank"
    PREFIXED_NAME = "name"
    WORD = "word"
    NUMBER = "number"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one token; ``start`` and ``end`` are offsets into the text, ``end`` not included."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return the offset after the token."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Say whether the token is one of these keywords, given in upper case."""
        return self.kind is TokenKind.WORD and self.text.upper() in words


_LOCAL = r"(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TOKEN = re.compile(
    rf"""
      (?P<skip>    \s+ | \#[^\n\r]* )
    | (?P<iri>     <[^<>"{{}}|^`\x00-\x20]*> )
    | (?P<string>  \"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                   | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<variable> [?$]\w+ )
    | (?P<blank>   _:\w(?:[\w\-.]*[\w\-])? )
    | (?P<name>    (?:[^\W\d_](?:[\w\-.]{{0,99}}[\w\-])?)?
                   :(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)? )
    | (?P<word>    [^\W\d]\w* )
    | (?P<number>  (?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d+)? )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)


_KINDS: Final = {kind.value: kind for kind in TokenKind}


def tokenise(text: str) -> Iterator[Token]:
    r"""Give the tokens of ``text``, white space and comments left out.

    >>> [token.text for token in tokenise("SELECT ?s # all\n{ ?s a mgi:City }")]
    ['SELECT', '?s', '{', '?s', 'a', 'mgi:City', '}']
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "skip" and match.lastgroup is not None:
            yield Token(_KINDS[match.lastgroup], match.group(), match.start())


_FULL_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_BLANK = re.compile(r"(?:\s+|#[^\n\r]*)+")


def skip_blank(text: str, place: int) -> int:
    """Return where white space and comments that begin at ``place`` end."""
    blank = _BLANK.match(text, place)
    return place if blank is None else blank.end()


def readings(text: str, place: int) -> list[Token]:
    r"""Return each token that a parser without tokens could read at ``place``.

    pyoxigraph's parser knows from the grammar alone whether ``<`` begins an IRI or
    compares, ``<<`` and ``>>`` are signs of RDF 1.2, and a long string with an escape
    that does not exist is for it an empty string and whatever follows.

    >>> [token.text for token in readings("1<((2)&&3>4", 1)]
    ['<((2)&&3>', '<']
    """
    match = _TOKEN.match(text, place)
    if match is None or match.lastgroup in (None, "skip"):
        return []
    token = Token(_KINDS[match.lastgroup], match.group(), place)
    if token.kind is TokenKind.IRI and not _FULL_IRI.match(token.text):
        return [token, Token(TokenKind.OTHER, "<", place)]
    if text.startswith((">>", "<<"), place) and token.kind is TokenKind.OTHER:
        pair = Token(TokenKind.OTHER, text[place : place + 2], place)
        return [pair] if token.text == ">" else [pair, token]
    if token.kind is TokenKind.STRING and has_unknown_escape(token.text):
        quotes = token.text[:3]
        if quotes in {'"""', "'''"}:
            return [token, Token(TokenKind.STRING, quotes[:2], place)]
    return [token]


_PLAIN_IRI: Final = re.compile(r"<https?://[\w\-.~/:#%]*>", re.ASCII)


def shorten_iris(text: str) -> str:
    """Leave nothing between the brackets of plain web addresses, which hold no other token.

    No reading of a text can stop within one: it has no quote to end a string, no line end to
    end a comment and no backslash, and no grammar goes on at ``//`` after a comparison. So what
    is looked for outside of IRIs is as well looked for in the shorter text.

    >>> shorten_iris("ASK { <https://example.org/services> ?p <x> }")
    'ASK { <> ?p <x> }'
    """
    return _PLAIN_IRI.sub("<>", text)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return where ``offset`` is, both counted from 1, columns in characters.

    >>> line_and_column("ASK\n{ }", 6)
    (2, 3)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def offset_of(text: str, line: int, column: int) -> int:
    r"""Return the offset of a line and column, the end of the text for a place past it.

    >>> offset_of("ASK\n{ }", 2, 3)
    6
    """
    lines = text.split("\n")
    before = sum(len(each) + 1 for each in lines[: line - 1])
    return min(before + column - 1, len(text))


def main_keyword(text: str) -> Token | None:
    """Return the first keyword after the prologue, such as ``SELECT`` or ``INSERT``.

    It may be any other token of a text that is no query, and ``None`` where
    nothing follows the prologue.

    >>> main_keyword("PREFIX a: <urn:a> ASK {}").text
    'ASK'
    """
    tokens = tokenise(text)
    for token in tokens:
        if token.is_word("PREFIX"):
            next(tokens, None)
            next(tokens, None)
        elif token.is_word("BASE", "VERSION"):
            next(tokens, None)
        else:
            return token
    return None
