"""Count the triples of blocks, so that the counts of all of them can be summed.

A subject's triples are all in one block, so that counts by its classes and properties
add up. What a property leads to may be described in another block: its classes are those
that the counting block knows of, and each such reference is kept, to be mended where the
other block knows more.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mgi_graph.rdf.blocks import COMMON, name_block
from mgi_graph.rdf.terms import RDF, XSD

_TYPE: Final = f"{RDF.type}".encode()
_STRING: Final = f"{XSD.string}"
_TAGGED: Final = f"{RDF.langString}"
_DIRECTED: Final = f"{RDF.dirLangString}"
_HASH_BYTES: Final = 8
_END: Final = b" .\n"

Classes = str
"""The classes of a node, as N-Triples has them, sorted, with a space between; or none."""


class Kind(NamedTuple):
    """Tell triples apart by the subject's classes, the property and what it leads to.

    Of ``classes``, those of the object, and ``datatype`` at most one is not empty.
    """

    subject: Classes
    property: str
    classes: Classes = ""
    datatype: str = ""


class Reference(NamedTuple):
    """Tell triples that lead to a node of another block apart; terms as in N-Triples."""

    object: str
    subject: Classes
    property: str


Hashes = NDArray[np.uint64]
"""A 64-bit hash of each distinct object."""


@dataclass
class Tally:
    """Count the triples of one block, or of many.

    ``subjects`` are by their classes, ``kinds`` are of triples.
    """

    triples: int = 0
    subjects: Counter[Classes] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)

    def add(self, other: "Tally", sign: int = 1) -> None:
        """Add another block's counts, or take them away again."""
        self.triples += sign * other.triples
        for own, counts in ((self.subjects, other.subjects), (self.kinds, other.kinds)):
            for key, number in counts.items():
                own[key] += sign * number  # type: ignore[index]

    def mend(self, reference: Reference, number: int, known: Classes, classes: Classes) -> None:
        """Count references to a node as to one of ``classes``, not only of those ``known``."""
        subject, property_ = reference.subject, reference.property
        self.kinds[Kind(subject, property_, known)] -= number
        self.kinds[Kind(subject, property_, classes)] += number


@dataclass
class BlockTally:
    """Hold the counts of a block, its references to nodes of others, and its objects.

    ``classes`` are those of each subject that has any.
    """

    tally: Tally
    classes: Mapping[bytes, Classes]
    references: Mapping[Reference, int]
    objects: Hashes


def read_classes(lines: Iterable[bytes]) -> dict[bytes, Classes]:
    r"""Return the classes of each subject of N-Triples that has any.

    >>> read_classes([b"<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C> .\n"])
    {b'<urn:a>': '<urn:C>'}
    """
    found: dict[bytes, bytes] = {}
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        if predicate == _TYPE and rest.startswith(b"<"):
            found[subject] = found.get(subject, b"") + rest
    # Most subjects have the same classes as many others, which are put into order once.
    joined = {of: join_classes(of.decode().split(" .\n")[:-1]) for of in set(found.values())}
    return {subject: joined[of] for subject, of in found.items()}


def read_classes_of(node: bytes, content: bytes) -> Classes:
    """Return the classes of one node in sorted N-Triples, where its types come first."""
    start = b"%b %b " % (node, _TYPE)
    at = 0 if content.startswith(start) else content.find(b"\n" + start) + 1
    found: list[str] = []
    while content.startswith(start, at):
        end = content.index(b"\n", at)
        object_ = content[at + len(start) : end - 2]
        if object_.startswith(b"<"):
            found.append(object_.decode())
        at = end + 1
    return join_classes(found)


def join_classes(classes: Iterable[str]) -> Classes:
    """Join the classes of a node."""
    return " ".join(sorted(set(classes)))


def tally_block(lines: Sequence[bytes], known: Mapping[bytes, Classes]) -> BlockTally:
    """Count the sorted lines of a block; ``known`` are the classes of nodes of other blocks.

    Most lines are of a kind that was met before, of which only the number changes.
    """
    own = read_classes(line for line in lines if _TYPE in line)
    tally = Tally(triples=len(lines))
    targets: dict[bytes, int] = {}
    elsewhere: set[bytes] = set()
    numbers: dict[tuple[Classes, str], int] = {}
    kinds: dict[tuple[Classes, bytes, int], int] = defaultdict(int)
    references: dict[tuple[bytes, Classes, bytes], int] = defaultdict(int)
    before, classes = b"", ""
    for line in lines:
        # The object keeps the end of the line, which is the same for all.
        subject, predicate, object_ = line.split(b" ", 2)
        if subject != before:
            before, classes = subject, own.get(subject, "")
            tally.subjects[classes] += 1
        target = targets.get(object_)
        if target is None:
            leads_to, datatype, is_elsewhere = _classify(object_[: -len(_END)], own, known)
            target = numbers.setdefault((leads_to, datatype), len(numbers))
            targets[object_] = target
            if is_elsewhere:
                elsewhere.add(object_)
        kinds[classes, predicate, target] += 1
        if object_ in elsewhere:
            references[object_, classes, predicate] += 1
    found = list(numbers)
    for (classes, predicate, number), count in kinds.items():
        tally.kinds[Kind(classes, predicate.decode(), *found[number])] += count
    return BlockTally(
        tally,
        own,
        {
            Reference(object_[: -len(_END)].decode(), classes, predicate.decode()): count
            for (object_, classes, predicate), count in references.items()
        },
        hash_objects(each[: -len(_END)] for each in targets),
    )


def _classify(
    object_: bytes, own: Mapping[bytes, Classes], known: Mapping[bytes, Classes]
) -> tuple[Classes, str, bool]:
    """Return the classes, or the datatype, of an object, and whether it is of another block."""
    if object_.startswith(b'"'):
        return "", _read_datatype(object_), False
    if object_ in own:
        return own[object_], "", False
    # A mapping may find classes out when it is asked for them, which ``get`` does not do.
    try:
        classes = known[object_]
    except KeyError:
        classes = ""
    return classes, "", name_block(object_[1:-1].decode()) != COMMON


def _read_datatype(literal: bytes) -> str:
    """Return the datatype of a literal in N-Triples.

    >>> _read_datatype(b'"1"^^<urn:number>'), _read_datatype(b'"a"') == str(XSD.string)
    ('<urn:number>', True)
    """
    if literal.endswith(b'"'):
        return _STRING
    behind = literal[literal.rindex(b'"') + 1 :]
    if behind.startswith(b"^^"):
        return behind[2:].decode()
    return _DIRECTED if b"--" in behind else _TAGGED


def hash_objects(objects: Iterable[bytes]) -> Hashes:
    """Hash each term to 64 bits, sorted; two terms of a dataset hardly ever have the same."""
    digests = b"".join(hashlib.blake2b(each, digest_size=_HASH_BYTES).digest() for each in objects)
    return sort_distinct(np.frombuffer(digests, dtype="<u8"))


def sort_distinct(hashes: Hashes) -> Hashes:
    """Sort hashes and leave out doubles.

    ``numpy.unique`` does the same by a hash table, which takes a hundred times as long for
    millions.

    >>> sort_distinct(np.array([3, 1, 3], "<u8")).tolist()
    [1, 3]
    """
    ordered = np.sort(hashes)
    first = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return np.asarray(ordered[first], dtype="<u8")


def count_missing(hashes: Hashes, known: Hashes) -> int:
    """Count the hashes that are not among others, which are sorted.

    >>> count_missing(np.array([1, 2, 5], "<u8"), np.array([2, 4], "<u8"))
    2
    """
    places = np.searchsorted(known, hashes)
    found = known[places[places < len(known)]]
    return len(hashes) - int(np.count_nonzero(found == hashes[places < len(known)]))


def split_classes(classes: Classes) -> Iterator[str]:
    """Give each class of a node, without brackets."""
    return (each[1:-1] for each in classes.split())
