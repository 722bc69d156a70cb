r"""Tell well-formed updates from others, executing nothing (SPARQL 1.1, section 19.8).

pyoxigraph has no way to parse an update without executing it. It parses the whole
text first, though, and executes nothing of a text that does not parse. So the text
is parsed with an ending that never parses, and the place of the error tells what
stopped the parser: the ending, or something in the text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.store.form import refuse_lone_surrogates, refuse_unsafe_size
from mgi_graph.store.lexer import Token, TokenKind, tokenise
from mgi_graph.store.syntax import explain_syntax_error, reported_offset

_BASE: Final = "http://localhost/"
"""What relative IRIs are resolved against; the result is never seen."""

_LOOK_AHEAD: Final = 32
"""More than the characters that the parser looks ahead, the longest keyword's at most."""

# The line ends a comment and a short string; the spaces keep the parser's look at
# what follows apart from the text.
_GAP: Final = "\n" + " " * _LOOK_AHEAD
_NEVER: Final = "!" + " !" * _LOOK_AHEAD
_ENDINGS: Final = (f"{_GAP};{_GAP}CLEAR{_GAP}", f"{_GAP}CLEAR{_GAP}")
"""What can follow an operation, and what can follow a prologue or a semicolon.

After both, the parser meets signs that no operation has.
"""

_VISIBLE: Final = re.compile(r"[^\n]")


def check_update(text: str) -> None:
    """Raise :class:`~mgi_graph.errors.QuerySyntaxError` for a text that is no update.

    Nothing is executed, read or called. An update so deep or so long that parsing
    it could end the process is refused too.

    >>> check_update("CLEAR ALL")
    >>> check_update("CLEAR XYZ")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
      ...
    mgi_graph.errors.QuerySyntaxError: SPARQL syntax error at line 1, column 7: 'XYZ' cannot...
      CLEAR XYZ
            ^
    """
    refuse_lone_surrogates(text)
    refuse_unsafe_size(text)
    for part, endings in _parts(text):
        failure = _furthest_failure(part, endings)
        if failure is not None:
            raise explain_syntax_error(part, str(failure), _parse) from failure


def names_dataset(text: str) -> bool:
    """Say whether an operation of a well-formed update has ``USING`` or ``WITH``.

    >>> names_dataset("WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")
    True
    >>> names_dataset("INSERT DATA { <urn:a> <urn:b> 'USING' }")
    False
    """
    depth = 0
    for token in tokenise(text):
        if token.kind is TokenKind.OTHER:
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.is_word("USING", "WITH"):
            return True
    return False


def _parts(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Give each stretch of operations with its prologue, and the endings it can have.

    The grammar allows a prologue after each semicolon, which pyoxigraph does not
    read. The operations before it are blanked out, so that places stay as they are
    and what was declared stays declared.
    """
    tokens = list(tokenise(text))
    operations = _prologue_end(tokens, 0)
    depth = 0
    for number, token in enumerate(tokens):
        if token.kind is not TokenKind.OTHER:
            continue
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        end = _prologue_end(tokens, number + 1)
        if token.text == ";" and depth == 0 and end > token.end:
            yield text[: token.start], _ENDINGS[:1]
            blank = _VISIBLE.sub(" ", text[operations : token.end])
            text = text[:operations] + blank + text[token.end :]
            operations = end
    yield text, _ENDINGS


def _prologue_end(tokens: Sequence[Token], number: int) -> int:
    """Return where the prologue ends that begins at a token, the end of the one before for none."""
    while number < len(tokens):
        if tokens[number].is_word("PREFIX"):
            number += 3
        elif tokens[number].is_word("BASE", "VERSION"):
            number += 2
        else:
            break
    number = min(number, len(tokens))
    return tokens[number - 1].end if number else 0


def _parse(text: str) -> None:
    failure = _furthest_failure(text, _ENDINGS)
    if failure is not None:
        raise failure


def _furthest_failure(text: str, endings: Sequence[str]) -> SyntaxError | None:
    """Return the parser's error for a text that cannot go on so, ``None`` where it can."""
    failures = []
    for ending in endings:
        try:
            PyoxigraphStore().update(text + ending + _NEVER, base_iri=_BASE)
        except SyntaxError as err:
            stopped = reported_offset(text + ending + _NEVER, str(err))
            # A string or bracket that is not closed takes the whole ending in.
            if 0 <= stopped - len(text) - len(ending) <= _LOOK_AHEAD:
                return None
            failures.append((stopped, err))
    return max(failures, key=lambda each: each[0])[1]
