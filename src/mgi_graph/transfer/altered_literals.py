"""Find which literals an engine gives back in another form, and undo it.

Virtuoso 7 writes ``"-70.95770"^^xsd:decimal`` without the zero at its end; Oxigraph does too,
and makes an ``xsd:integer`` of an ``xsd:positiveInteger``. The value is the same and the graph
is not. So each literal with a datatype or an escaped character, and one in each language, is
sent once to a graph of trials and read back.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from mgi_graph.transfer.canonical_graphs import CanonicalGraph, sort_lines
from mgi_graph.transfer.engine import EngineReader
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.record import TRIAL_GRAPH, Alterations
from mgi_graph.transfer.writer import EngineWriter

_AT_ONCE: Final = 20_000
_SUBJECT: Final = "urn:mgi-graph:literal:"
_PROPERTY: Final = b"<urn:mgi-graph:literal>"
_END: Final = b" .\n"
_SAMPLE: Final = b'"a"'

_Key = tuple[bytes, bytes]
_TYPED: Final = re.compile(rb'"\^\^(<[^<>"]+>)\Z')
_LANGUAGE: Final = re.compile(rb'"(@[A-Za-z0-9-]+)\Z')
_ESCAPED: Final = re.compile(rb'\\[^"\\n]')


def collect_literals(graphs: Iterable[CanonicalGraph]) -> list[bytes]:
    """Return the literals whose form an engine may change; one for each language."""
    found: set[bytes] = set()
    for graph in graphs:
        for line in graph.lines():
            term = _object_of(line)
            if not term.startswith(b'"'):
                continue
            if _TYPED.search(term) or _ESCAPED.search(term):
                found.add(term)
            elif language := _LANGUAGE.search(term):
                found.add(_SAMPLE + language[1])
    return sorted(found)


def find_altered(
    literals: list[bytes], writer: EngineWriter, reader: EngineReader
) -> dict[bytes, bytes]:
    """Return what the engine makes of each literal, and of each language tag, that it alters."""
    altered: dict[bytes, bytes] = {}
    for start in range(0, len(literals), _AT_ONCE):
        some = literals[start : start + _AT_ONCE]
        lines = [
            b"<%s%d> %s %s%s" % (_SUBJECT.encode(), number, _PROPERTY, literal, _END)
            for number, literal in enumerate(some)
        ]
        writer.write_lines(TRIAL_GRAPH, lines, anew=True)
        path = writer.folder / "trial.nt"
        for quad in reader.fetch(TRIAL_GRAPH, path, len(lines)):
            literal = some[_number_of(quad)]
            kept = _object_of(sort_lines([quad.triple])[0])
            if kept == literal:
                continue
            altered[literal] = kept
            if literal.startswith(_SAMPLE + b"@") and kept.startswith(_SAMPLE):
                # Stands for all literals in this language.
                altered[literal.removeprefix(_SAMPLE)] = kept.removeprefix(_SAMPLE)
    writer.remove(TRIAL_GRAPH, merged=False)
    return altered


def _number_of(quad: Quad) -> int:
    name = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    if not name.startswith(_SUBJECT) or not isinstance(quad.object, Literal):
        msg = f"a literal was sent and this came back: {quad.triple}"
        raise EngineError(msg)
    return int(name.removeprefix(_SUBJECT))


def find_alterations(graph: CanonicalGraph, altered: Mapping[bytes, bytes]) -> Alterations:
    """Return what an engine alters in a graph, so that it can be undone.

    A rule stands for all triples of a property whose literals lose nothing but their datatype.
    The others are listed. Where a triple is what another one becomes, the engine has one for
    both: it is listed too, with itself.
    """
    if not altered:
        return Alterations()
    rules = _find_rules(graph, altered)
    listed = {
        line: kept
        for line in graph.lines()
        if (kept := keep_line(line, altered)) != line and _apply(kept, rules) != line
    }
    made = set(listed.values())
    listed.update({line: line for line in graph.lines() if line in made and line not in listed})
    return Alterations(
        tuple(sorted(_write_rule(*each) for each in rules.items())),
        tuple((line.decode(), kept.decode()) for line, kept in sorted(listed.items())),
    )


def _find_rules(graph: CanonicalGraph, altered: Mapping[bytes, bytes]) -> dict[_Key, bytes]:
    """Return, for a property and the datatype that the engine gives, the one that it had."""
    datatypes: dict[_Key, set[bytes]] = defaultdict(set)
    for line in graph.lines():
        kept = keep_line(line, altered)
        typed, typed_before = _TYPED.search(_object_of(kept)), _TYPED.search(_object_of(line))
        if typed is None:
            continue
        same = typed_before is not None and _lexical(line, typed_before) == _lexical(kept, typed)
        before = typed_before[1] if typed_before is not None and same else b""
        datatypes[line.split(b" ", 2)[1], typed[1]].add(before)
    return {
        key: before
        for key, found in datatypes.items()
        if len(found) == 1 and (before := next(iter(found))) not in {b"", key[1]}
    }


def _lexical(line: bytes, typed: re.Match[bytes]) -> bytes:
    return _object_of(line)[: typed.start()]


def _write_rule(key: _Key, before: bytes) -> str:
    return b" ".join((*key, before)).decode()


def _apply(line: bytes, rules: Mapping[_Key, bytes]) -> bytes:
    """Return a line of the engine with the datatype that it had."""
    term = _object_of(line)
    typed = _TYPED.search(term)
    if typed is None:
        return line
    before = rules.get((line.split(b" ", 2)[1], typed[1]))
    if before is None:
        return line
    return line[: -len(term) - len(_END)] + term[: typed.start()] + b'"^^' + before + _END


def keep_line(line: bytes, altered: Mapping[bytes, bytes]) -> bytes:
    """Return a line as the engine gives it back."""
    term = _object_of(line)
    if term not in altered:
        language = _LANGUAGE.search(term)
        term = language[1] if language else term
    kept = altered.get(term)
    return line if kept is None else line[: -len(term) - len(_END)] + kept + _END


def restore(lines: Iterable[bytes], alterations: Alterations) -> Iterator[bytes]:
    r"""Yield the lines of a graph as they were before the engine altered some, in any order.

    >>> kept = (b'<urn:a> <urn:b> "1" .\n',)
    >>> pair = ('<urn:a> <urn:b> "1.0" .\n', kept[0].decode())
    >>> list(restore(kept, Alterations(originals=(pair,))))
    [b'<urn:a> <urn:b> "1.0" .\n']
    """
    rules = {(each[0], each[1]): each[2] for each in _read_rules(alterations)}
    kept_lines = {kept.encode() for _, kept in alterations.originals}
    for line in lines:
        if line not in kept_lines:
            yield _apply(line, rules)
    yield from (original.encode() for original, _ in alterations.originals)


def alter(lines: Iterable[bytes], alterations: Alterations) -> Iterator[bytes]:
    r"""Yield the lines of a graph as the engine gives them back, in any order.

    >>> pair = ('<urn:a> <urn:b> "1.0" .\n', '<urn:a> <urn:b> "1" .\n')
    >>> list(alter([pair[0].encode()], Alterations(originals=(pair,))))
    [b'<urn:a> <urn:b> "1" .\n']
    """
    rules = {(each[0], each[2]): each[1] for each in _read_rules(alterations)}
    originals = {original.encode() for original, _ in alterations.originals}
    for line in lines:
        if line not in originals:
            yield _apply(line, rules)
    yield from {kept.encode() for _, kept in alterations.originals}


def _read_rules(alterations: Alterations) -> list[list[bytes]]:
    return [rule.encode().split(b" ") for rule in alterations.datatypes]


def _object_of(line: bytes) -> bytes:
    r"""Return the object of a triple in canonical N-Triples.

    >>> _object_of(b'<urn:a> <urn:b> "c d"@en .\n')
    b'"c d"@en'
    """
    return line.split(b" ", 2)[2][: -len(_END)]
