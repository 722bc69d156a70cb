"""Render pages from the templates, with every value escaped.

Templates get terms as :class:`~mgi_graph.web.pages.views.Shown`, words in the reader's
language and links under the reader's base; they hold no logic of the data.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from mgi_graph.namespaces import BASE
from mgi_graph.queries import LANGUAGES
from mgi_graph.web.pages.texts import find_words

_HERE: Final = Path(__file__).parent
_STATIC_DIR: Final = _HERE / "static"
_DIGITS: Final = 12
_ESCAPES: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
LANGUAGE_NAMES: Final = MappingProxyType({"en": "English", "es": "Español", "fr": "Français"})
"""Each language of the pages by its own name."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Say who reads a page, and where.

    ``base`` is the public address without a slash at its end; ``search`` is the
    query string of the page's own address, so that a change of language keeps it.
    ``path`` is what follows the language in an address that has it, ``None`` where the
    language is negotiated.
    """

    language: str = LANGUAGES[0]
    base: str = BASE.rstrip("/")
    search: str = ""
    path: str | None = None
    root: str = field(init=False, repr=False, compare=False)
    """The path of the base, which every local link begins with."""
    home: str = field(init=False, repr=False, compare=False)
    """The path of the home page in the reader's language, without a slash at its end."""
    wish: str = field(init=False, repr=False, compare=False)
    """The query string that keeps a language which the reader has chosen.

    It stands behind addresses that name no language, so that the answer does not go by
    what the browser prefers. Who has chosen none has an empty one.
    """

    def __post_init__(self) -> None:
        """Derive once what many links are made of.

        >>> reader = Reader("fr", "https://example.org/mgi", path="places")
        >>> reader.root, reader.home, reader.wish
        ('/mgi', '/mgi/fr', '?lang=fr')
        >>> Reader("fr").wish, Reader("fr", search="lang=fr").wish
        ('', '?lang=fr')
        """
        root = urlsplit(self.base).path.rstrip("/")
        asked = ("lang", self.language) in parse_qsl(self.search) if self.search else False
        wish = f"?lang={self.language}" if asked or self.path is not None else ""
        for name, value in (("root", root), ("home", f"{root}/{self.language}"), ("wish", wish)):
            object.__setattr__(self, name, value)

    def languages(self) -> list[tuple[str, str, str]]:
        """Return tag, name and link of each language that the page can be read in."""
        if self.path is not None:
            search = f"?{self.search}" if self.search else ""
            path = quote(self.path)
            return [
                (tag, name, f"{self.root}/{tag}/{path}{search}")
                for tag, name in LANGUAGE_NAMES.items()
            ]
        kept = [pair for pair in parse_qsl(self.search) if pair[0] != "lang"]
        return [
            (tag, name, "?" + urlencode([*kept, ("lang", tag)]))
            for tag, name in LANGUAGE_NAMES.items()
        ]


def render(template: str, reader: Reader, context: Mapping[str, object]) -> bytes:
    """Return the page that ``template`` makes, in UTF-8."""
    text = (
        read_templates()
        .get_template(template)
        .render(
            words=find_words(reader.language),
            reader=reader,
            root=reader.root,
            home=reader.home,
            wish=reader.wish,
            style=f"{reader.root}/static/{static_name('style.css')}",
            icon=f"{reader.root}/static/{static_name('icon.svg')}",
            **context,
        )
    )
    return text.encode()


def isolate(text: str) -> str:
    r"""Keep the direction of a text from that of its surroundings, where no element can.

    Elements have ``bdi`` for this; a title holds text alone, and gets the characters that
    begin and end an isolate (Unicode Standard Annex 9, section 2.4).

    >>> isolate("abc")
    '\u2068abc\u2069'
    """
    return f"\u2068{text}\u2069"


def json_for_script(value: object) -> Markup:
    r"""Write JSON that can stand in a script element (HTML, section 4.12.1.3).

    ``<``, ``>`` and ``&`` are escaped in the strings, so that no text of the data
    ends the element or begins a comment.

    >>> json_for_script({"name": "</script>"})
    Markup('{"name": "\\u003c/script\\u003e"}')
    """
    # The characters that HTML would read are escaped in the line before.
    return Markup(json.dumps(value, ensure_ascii=False).translate(_ESCAPES))  # noqa: S704


def json_document(value: object) -> bytes:
    """Write a JSON document for programs and people."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def static_files() -> Mapping[str, Path]:
    """Return every static file by the name under which it is served.

    The name has a digest of the content in it: it may be kept forever.
    """
    found = {}
    for path in sorted(each for each in _STATIC_DIR.rglob("*") if each.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]
        found[f"{path.stem}.{digest}{path.suffix}"] = path
    return MappingProxyType(found)


def static_name(name: str) -> str:
    """Return the name under which the static file ``name`` is served."""
    return next(served for served, path in static_files().items() if path.name == name)


@cache
def read_templates() -> Environment:
    """Read every template, so that none is read when a page is made.

    Pages are made in processes that may open no file.
    """
    folder = _HERE / "templates"
    texts = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.html")
    }
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["json_for_script"] = json_for_script
    environment.filters["isolate"] = isolate
    environment.globals["isolate"] = isolate
    return environment


def compile_templates(*names: str) -> None:
    """Compile the templates ``names``, or all, so that no reader of a page waits for it."""
    environment = read_templates()
    for name in names or environment.list_templates():
        environment.get_template(name)
