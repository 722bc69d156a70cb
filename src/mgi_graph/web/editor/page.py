"""Make the page on which one writes SPARQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from mgi_graph.namespaces import PREFIXES
from mgi_graph.store import DatasetStore
from mgi_graph.web.editor.completion import list_completions
from mgi_graph.web.editor.examples import Example, first_example, list_examples
from mgi_graph.web.pages.rendering import Reader, render, static_files
from mgi_graph.web.pages.texts import find_words
from mgi_graph.workers.tasks import Answer


@dataclass(frozen=True, slots=True)
class ShowEditor:
    """Show the editor with a text in it, which is an example or what the address says."""

    text: str | None = None
    example: Example | None = None
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page; the dataset is asked which terms it uses."""
        shown = self.example
        if shown is None and self.text is None:
            shown = first_example(self.reader)
        assets = find_assets()
        context = {
            "text": self.text if self.text is not None else shown.text if shown else "",
            "example": shown,
            "topics": list_examples(self.reader),
            "first": first_example(self.reader),
            "assets": {name: f"{self.reader.root}/static/{each}" for name, each in assets.items()},
            "data": _data(store, self.reader) if assets else None,
        }
        return Answer(render("editor/editor.html", self.reader, context), "text/html")


def find_assets() -> Mapping[str, str]:
    """Return the served names of the bundle's script, style sheet and notice.

    Nothing where it was not built: the page then has a plain form.
    """
    built = {path.name: name for name, path in static_files().items() if _is_built(path)}
    wanted = {"script": "editor.js", "style": "editor.css", "notice": "NOTICE.txt"}
    if not set(wanted.values()) <= built.keys():
        return {}
    return {name: built[file] for name, file in wanted.items()}


def _is_built(path: PurePath) -> bool:
    return path.parent.name == "built"


def _data(store: DatasetStore, reader: Reader) -> Mapping[str, object]:
    """Return what the script knows: addresses, words and terms."""
    words = find_words(reader.language)
    return {
        "endpoint": f"{reader.root}/sparql",
        "page": f"{reader.home}/sparql",
        "language": reader.language,
        "prefixes": dict(PREFIXES),
        "terms": list_completions(store, reader),
        "words": {
            "expected": words.editor_expected,
            "failed": words.editor_failed,
            "raw": words.editor_raw,
            "running": words.editor_running,
            "tableFormats": [
                ["csv", "CSV"],
                ["spreadsheet", words.editor_spreadsheet],
                ["tsv", "TSV"],
                ["json", "JSON"],
                ["xml", "XML"],
            ],
            "graphFormats": [
                ["turtle", "Turtle"],
                ["ntriples", "N-Triples"],
                ["jsonld", "JSON-LD"],
            ],
        },
    }
