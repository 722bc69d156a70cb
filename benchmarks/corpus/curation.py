"""Write what a person would have decided on a profile's findings, as a curation file."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpus.bodies import LANGUAGES, Body
from benchmarks.corpus.findings import PlannedFinding
from benchmarks.corpus.frames import BACK
from benchmarks.corpus.places import Assignment
from benchmarks.corpus.rendering import Rendering
from benchmarks.corpus.words.tables import read_table
from mgi_graph.model import METHODS, Language
from mgi_graph.namespaces import ID

_FIRST_WORDS = 8
_SUGGESTED, _OPEN = 0.04, 0.06
"""Shares of rows that nobody has confirmed: below the first suggested, below the second open."""

_encode = json.JSONEncoder(ensure_ascii=False).encode
_LABELLED = ("en", "es", "fr")


@dataclass(frozen=True, slots=True)
class WrittenFinding:
    """Hold a finding with its text in each language, the leading one first."""

    planned: PlannedFinding
    texts: tuple[Rendering, ...]


def write_curation(
    assignment: Assignment,
    findings: Sequence[WrittenFinding],
    own: Iterable[Body],
    chance: random.Random,
) -> str:
    """Return the text of a profile's curation file; bodies that no finding names are left out."""
    named = {body.slug for each in findings for _, body in _names(each)}
    lines = [f"profile: {ID}profile/{assignment.name}", "findings:"]
    for each in findings:
        lines += _row(assignment, each, chance)
    things = [body for body in own if body.slug in named]
    if things:
        lines += ["things:", *write_things(things, assignment.languages)]
    return "\n".join(lines) + "\n"


def write_things(bodies: Iterable[Body], languages: Sequence[Language] = ()) -> Iterator[str]:
    """Yield the lines that describe things; labels not in ``languages`` are our own."""
    sources = {language.value for language in languages}
    for body in bodies:
        labels = {
            language.value: name + body.label_end
            for language, name in zip(LANGUAGES, body.names, strict=True)
            if language.value in _LABELLED or language in languages
        }
        yield f"  - slug: {body.slug}"
        yield f"    class: {body.thing_class}"
        yield f"    kind: {body.kind}"
        yield f"    places: [{', '.join(body.places)}]"
        yield f"    labels: {_flow(labels)}"
        if languages:
            yield f"    ours: [{', '.join(tag for tag in labels if tag not in sources)}]"


def _row(assignment: Assignment, written: WrittenFinding, chance: random.Random) -> Iterator[str]:
    planned = written.planned
    path = f"{planned.domain.value}/{planned.status.value}/{planned.position}"
    yield f"  - finding: {ID}finding/{assignment.name}/{path}"
    text = written.texts[0].text
    # A layout may leave out full stops, and a short statement ends with one here.
    words = " ".join(text.split()[:_FIRST_WORDS]).removesuffix(".")
    yield f"    words: {_quoted(words)}"
    draw = chance.random()
    status = "suggested" if draw < _SUGGESTED else "open" if draw < _OPEN else ""
    indicators = planned.indicators[:1] if status == "suggested" else planned.indicators
    yield f"    indicators: [{'' if status == 'open' else ', '.join(indicators)}]"
    if status:
        yield f"    status: {status}"
        yield f"    suggestion: {_flow(_suggestion(planned, text, status, chance))}"
    entry = {"status": "suggested"} if status else {}
    yield from _listed("mentions", _mentions(written, entry), empty="    mentions: []")
    yield from _listed("relations", _relations(written, assignment, entry))
    if planned.groups and status != "open":
        yield f"    groups: [{', '.join(planned.groups)}]"
    yield from _listed("years", _years(written, entry))


def _suggestion(
    planned: PlannedFinding, text: str, status: str, chance: random.Random
) -> dict[str, object]:
    confidence = chance.uniform(0.5, 0.95) if status == "suggested" else chance.uniform(0.1, 0.45)
    others = list(read_table("topics_en")[planned.domain.value])
    others.remove(planned.topic)
    return {
        "indicator": planned.topic,
        "confidence": round(confidence, 2),
        "method": METHODS[0],
        "words": sorted({word.strip(".,;:()") for word in text.split() if len(word) > 8})[:3],
        "otherwise": chance.sample(others, 2),
    }


_Entry = Mapping[str, object]


def _listed(key: str, entries: Iterable[_Entry], empty: str = "") -> Iterator[str]:
    lines = [f"      - {_flow(each)}" for each in entries]
    if lines:
        yield f"    {key}:"
        yield from lines
    elif empty:
        yield empty


def _names(written: WrittenFinding) -> Iterator[tuple[str, Body]]:
    """Yield each slot of the leading text that names a body, from left to right."""
    marks = written.texts[0].marks
    for slot in sorted(marks, key=lambda name: marks[name]):
        body = written.planned.slots.get(slot)
        if isinstance(body, Body):
            yield slot, body


def _mentions(written: WrittenFinding, entry: _Entry) -> Iterator[_Entry]:
    seen: set[tuple[str, object]] = set()
    pairs = [(slot, body, True) for slot, body in _names(written)]
    if written.planned.second == BACK:
        pairs.append(("back", dict(_names(written))["plan"], False))
    for text in written.texts:
        for slot, body, is_name in pairs:
            where = _where(written, text, slot)
            key = (str(where["text"]), where.get("occurrence"))
            if key not in seen:
                seen.add(key)
                back = {} if is_name else {"name": False}
                yield {**where, "thing": body.slug, **back, **entry}


def _where(written: WrittenFinding, text: Rendering, mark: str) -> dict[str, object]:
    """Quote the words of a mark, and say which they are where they stand more than once."""
    words = text.words(mark)
    if max(each.text.count(words) for each in written.texts) == 1:
        return {"text": words}
    return {"text": words, "occurrence": 1 + text.text[: text.marks[mark][0]].count(words)}


def _relations(written: WrittenFinding, assignment: Assignment, entry: _Entry) -> Iterator[_Entry]:
    relation, leading = written.planned.frame.relation, written.texts[0]
    if relation is None:
        return
    known = {slot: body.slug for slot, body in _names(written)} | {"place": assignment.place.slug}
    stated: dict[str, object] = {
        "subject": known[relation.subject],
        "property": relation.property.value,
    }
    if relation.object:
        stated["object"] = known[relation.object]
    else:
        stated["words"] = leading.words(relation.words)
    yield {**stated, **_where(written, leading, relation.text), **entry}


def _years(written: WrittenFinding, entry: _Entry) -> Iterator[_Entry]:
    planned, leading = written.planned, written.texts[0]
    known = {slot: body.slug for slot, body in _names(written)}
    slots = planned.slots
    if (year := planned.frame.year) is not None:
        of = {"of": known[year.of]} if year.of else {}
        stated = {"year": int(str(slots["year"])), "property": year.property.value}
        yield {**stated, **of, **_where(written, leading, year.text), **entry}
    if planned.frame.period_of:
        period = f"{slots['from']}-{slots['to']}"
        of = {"of": known[planned.frame.period_of]}
        yield {"period": period, **of, **_where(written, leading, "period"), **entry}
    if planned.second == "reached":
        stated = {"year": int(str(slots["year"])), "property": "year"}
        yield {**stated, **_where(written, leading, "reached"), **entry}


def _flow(mapping: Mapping[str, object]) -> str:
    """Write a mapping on one line; JSON is YAML.

    >>> _flow({"text": "Plan", "year": 2020})
    '{text: "Plan", year: 2020}'
    """
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in mapping.items()) + "}"


def _quoted(value: object) -> str:
    return _encode(value)
