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
