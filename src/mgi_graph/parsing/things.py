"""Read the descriptions of the things that findings name.

They stand in a file of their own, and in the file of a profile where only that names
them. Whether their kinds, places and groups exist is checked elsewhere.
"""

from pathlib import Path

from mgi_graph.model import Thing, ThingClass, ThingName
from mgi_graph.parsing.curation_entries import LANGUAGES, read_entry_status
from mgi_graph.parsing.yaml_defects import Defects
from mgi_graph.parsing.yaml_files import compose_file
from mgi_graph.parsing.yaml_nodes import Entry, read_entry, report_repeated

_REQUIRED = ("slug", "class", "kind", "places", "labels")
_OPTIONAL = ("names", "ours", "groups", "note", "status")
_LABELLED = ("en", "es", "fr")
_CLASSES = tuple(each.value for each in ThingClass)


def read_things(path: Path | str) -> tuple[Thing, ...]:
    """Read the file of things at ``path``.

    Raises :class:`CurationError` with file and line for a defect, :class:`ManyErrors`
    with all of them if there are several.
    """
    node = compose_file(path, "the key 'things'")
    defects = Defects(path)
    things = read_thing_entries(read_entry(node, "the file", ("things",), (), defects))
    defects.check()
    return things


def read_thing_entries(file: Entry) -> tuple[Thing, ...]:
    """Read the things of a file, none where it has no such key."""
    entries = file.entries("things", "a thing", _REQUIRED, _OPTIONAL)
    things = tuple(map(_read_thing, entries))
    report_repeated(entries, [(thing.slug,) for thing in things], "thing")
    return things


def _read_thing(entry: Entry) -> Thing:
    labels = _read_labels(entry)
    return Thing(
        slug=entry.slug("slug"),
        thing_class=ThingClass(entry.choice("class", _CLASSES) or ThingClass.INSTITUTION),
        kind=entry.slug("kind", may_be_empty=True),
        places=entry.slugs("places"),
        names=_read_names(entry),
        labels=labels,
        line=entry.line,
        ours=entry.choices("ours", tuple(labels) or LANGUAGES),
        groups=entry.slugs("groups"),
        note=entry.text("note", may_be_empty=True),
        status=read_entry_status(entry),
    )


def _read_labels(entry: Entry) -> dict[str, str]:
    if "labels" not in entry:
        return {}
    labels = entry.entry("labels", _LABELLED, ("pt",))
    return {language: labels.text(language) for language in LANGUAGES if language in labels}


def _read_names(entry: Entry) -> tuple[ThingName, ...]:
    entries = entry.entries("names", "a name", ("text", "language"), ())
    names = tuple(
        ThingName(each.text("text"), each.choice("language", LANGUAGES)) for each in entries
    )
    report_repeated(entries, [(name.text, name.language) for name in names], "name")
    return names
