"""Find things by their words, with an index that is made once for a dataset.

The index is an SQLite database in memory. The process that holds a dataset makes it
before it forks workers, which share it as they share the dataset: nothing writes to it
any more, and it has neither files nor threads. A worker that opens a store on disk, which
no other process can, makes one at its first search, of findings only where they are few.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.search.entries import (
    ABOUT,
    Entry,
    Names,
    count_findings,
    read_findings,
    read_names,
)
from mgi_graph.web.search.folding import Sought, find_near, read_spellings, split_words

MOST_HELD: Final = 20_000
"""How many findings are indexed before workers are forked; a thousand take half a second."""

MOST_LAZY: Final = 300
"""How many are indexed by a worker at its first search: it must be done before it is put into
the second lane, whose workers are used once."""

_MOST_LINKED: Final = 500
_FTS: Final = """CREATE VIRTUAL TABLE entry USING fts5(
  own, labels, place, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"""
_PLAIN: Final = "CREATE TABLE entry(own TEXT, labels TEXT, place TEXT)"
_COLUMNS: Final = ("own", "labels", "place")


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold an entry that was found.

    ``rank`` is 0 where its own words are those sought, 1 where a label makes up for some,
    2 and 3 where the same is so only with the last word taken as a beginning.
    """

    entry: Entry
    rank: int


class SearchIndex:
    """Find entries by words; see :func:`build_index`."""

    def __init__(
        self, entries: Sequence[Entry], names: Names, *, has_findings: bool, full_text: bool
    ) -> None:
        """Write the words of ``entries`` into a database in memory."""
        self.entries = entries
        self.names = names
        self.has_findings = has_findings
        self._full_text = full_text
        self._database = sqlite3.connect(":memory:")
        self._database.execute("PRAGMA temp_store = MEMORY")
        self._database.execute(_FTS if full_text else _PLAIN)
        rows = [
            (number, *(" ".join(column) for column in self._columns(entry)))
            for number, entry in enumerate(entries)
        ]
        self._database.executemany(
            "INSERT INTO entry(rowid, own, labels, place) VALUES (?, ?, ?, ?)", rows
        )
        self._database.commit()
        self._spellings: dict[str, str] = {}
        # Labels come last: they are spelt with more care than sentences.
        for texts in (*(entry.texts for entry in entries), *names.values()):
            for text in texts:
                self._spellings |= read_spellings(text.text)

    def _columns(self, entry: Entry) -> tuple[list[str], list[str], list[str]]:
        own = [word for text in entry.texts for word in split_words(text.text)]
        labels = [word for iri in entry.about for word in self._name_words(iri)]
        place = [*self._name_words(entry.place), *self._name_words(entry.country)]
        return own, labels, place

    def _name_words(self, iri: str) -> list[str]:
        return [word for text in self.names.get(iri, ()) for word in split_words(text.text)]

    def find(self, sought: Sought) -> list[Hit]:
        """Return every entry that has all the words, in no order.

        The name of a finding's place may make up for a word, but not for all of them.
        """
        if not sought.words:
            return []
        ranks: dict[int, int] = {}
        for rank, (beginning, columns) in enumerate(
            ((False, ("own",)), (False, _COLUMNS), (True, ("own",)), (True, _COLUMNS))
        ):
            for number in self._match(sought, columns, beginning=beginning):
                ranks.setdefault(number, rank)
        return [Hit(self.entries[number], rank) for number, rank in ranks.items()]

    def _match(self, sought: Sought, columns: tuple[str, ...], *, beginning: bool) -> Iterable[int]:
        ask = _ask_full_text if self._full_text else _ask_plain
        text, values = ask(sought, columns, beginning=beginning)
        return [number for (number,) in self._database.execute(text, values)]

    def suggest(self, sought: Sought) -> list[str]:
        """Return other things to seek: words like those that nothing has, or each word alone."""
        unknown = [word for word in sought.words if not self._is_known(word, sought)]
        if not unknown:
            return [self._spell(word) for word in sought.words] if len(sought.words) > 1 else []
        near = [
            [self._spell(like if each == word else each) for each in sought.words]
            for word in unknown
            for like in find_near(word, self._spellings)
        ]
        return list(dict.fromkeys(" ".join(words) for words in near))

    def _is_known(self, word: str, sought: Sought) -> bool:
        if word in self._spellings:
            return True
        return word == sought.words[-1] and any(each.startswith(word) for each in self._spellings)

    def _spell(self, word: str) -> str:
        return self._spellings.get(word, word)


def _ask_full_text(
    sought: Sought, columns: tuple[str, ...], *, beginning: bool
) -> tuple[str, list[str]]:
    """Write the words as strings of FTS5, so that none is taken for its syntax."""
    strings = [f'"{word}"' for word in sought.words]
    if beginning:
        strings[-1] += "*"
    everywhere = " AND ".join(f"{{{' '.join(columns)}}} : {string}" for string in strings)
    somewhere = " OR ".join(f"{{own labels}} : {string}" for string in strings)
    match = f"({everywhere}) AND ({somewhere})"
    return "SELECT rowid FROM entry WHERE entry MATCH ?", [match]


def _ask_plain(
    sought: Sought, columns: tuple[str, ...], *, beginning: bool
) -> tuple[str, list[str]]:
    """Ask the same without FTS5, by looking through all texts."""
    patterns = [f" {word} " for word in sought.words]
    if beginning:
        patterns[-1] = patterns[-1].rstrip()
    tests = []
    values = []
    for joined, sides in ((" AND ", columns), (" OR ", _COLUMNS[:2])):
        text = " || ' ' || ".join(sides)
        tests.append(joined.join(f"instr(' ' || {text} || ' ', ?)" for _ in patterns))
        values += patterns
    # Only names of columns are put together here; what is sought stands in the values.
    return f"SELECT rowid FROM entry WHERE ({tests[0]}) AND ({tests[1]})", values  # noqa: S608


def has_full_text() -> bool:
    """Say whether SQLite was compiled with FTS5."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute(_FTS)
    except sqlite3.OperationalError:
        return False
    finally:
        database.close()
    return True


_INDEXES: Final[WeakKeyDictionary[DatasetStore, SearchIndex]] = WeakKeyDictionary()


def build_index(store: DatasetStore, most: int, *, full_text: bool | None = None) -> SearchIndex:
    """Return a new index of a dataset, with its findings where there are at most ``most``.

    Without ``full_text`` FTS5 is used where SQLite has it.
    """
    names, entries = read_names(store)
    has_findings = count_findings(store, most) <= most
    if has_findings:
        entries += read_findings(store)
    chosen = has_full_text() if full_text is None else full_text
    return SearchIndex(entries, names, has_findings=has_findings, full_text=chosen)


def index_of(store: DatasetStore, most: int = MOST_LAZY) -> SearchIndex:
    """Return the index of a dataset, which is made at the first call."""
    index = _INDEXES.get(store)
    if index is None:
        index = _INDEXES[store] = build_index(store, most)
    return index


def find_linked(store: DatasetStore, things: Iterable[str]) -> list[str]:
    """Return some findings about any of ``things``, where findings are too many to be indexed."""
    values = " ".join(str(NamedNode(iri)) for iri in things)
    if not values:
        return []
    rows = select(
        store,
        f"SELECT DISTINCT ?finding WHERE {{ VALUES ?thing {{ {values} }} "
        f"?finding {ABOUT} ?thing ; a {MGI.Finding} }} LIMIT {_MOST_LINKED}",
    )
    return [finding.value for (finding,) in rows if isinstance(finding, NamedNode)]
