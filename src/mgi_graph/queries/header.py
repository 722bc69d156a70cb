"""Read the header of a canned query: YAML in lines that begin with ``#+``, as grlc has it.

The header is composed into YAML nodes and read from them, so that each defect
is reported at its line, and so that ``no`` is a word and not a truth value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from mgi_graph.errors import QueryFileError, nearest
from mgi_graph.queries.model import LANGUAGES, ParameterType

if TYPE_CHECKING:
    from yaml import SafeLoader as YamlLoader
else:
    YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MARK: Final = "#+"
_KEYS: Final = ("summary", "question", "tags", "competency", "parameters")
_PARAMETER_KEYS: Final = ("type", "optional", "values", "summary")
_BOOLEANS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class HeaderParameter:
    """Hold a parameter as the header declares it; ``line`` counts from 1."""

    name: str
    type: ParameterType
    optional: bool
    values: tuple[str, ...]
    summary: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """Hold what a header says."""

    summary: str
    question: Mapping[str, str]
    tags: tuple[str, ...]
    competency: tuple[int, ...]
    parameters: tuple[HeaderParameter, ...]


def split_header(text: str) -> tuple[str, str]:
    r"""Return the YAML of the header and the SPARQL text after it.

    Line N of the YAML is line N of the file.

    >>> split_header("#+ summary: All\n#+ tags: [a]\nASK {}\n")
    ('summary: All\ntags: [a]\n', 'ASK {}\n')
    """
    lines = text.splitlines(keepends=True)
    length = next(
        (number for number, line in enumerate(lines) if not line.startswith(_MARK)), len(lines)
    )
    header = "".join(line.removeprefix(_MARK).removeprefix(" ") for line in lines[:length])
    return header, "".join(lines[length:])


def read_header(path: Path, text: str) -> Header:
    """Return the header of the query file ``path`` whose content is ``text``.

    Raises :class:`~mgi_graph.errors.QueryFileError` with the line of the defect.
    """
    source, _ = split_header(text)
    if not source.strip():
        msg = "no header; a canned query begins with lines such as '#+ summary: …'"
        raise QueryFileError(path, msg, line=1)
    try:
        root = yaml.compose(source, Loader=YamlLoader)
    except yaml.MarkedYAMLError as err:
        line = None if err.problem_mark is None else err.problem_mark.line + 1
        msg = f"the header is not YAML: {err.problem}; put a text that has ': ' in quotation marks"
        raise QueryFileError(path, msg, line=line) from err
    except yaml.YAMLError as err:
        raise QueryFileError(path, f"the header is not YAML: {err}") from err
    return _Reader(path).read(root)


class _Reader:
    """Read the nodes of one file's header."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, root: yaml.Node | None) -> Header:
        nodes = self._mapping(root, "the header", _KEYS, needed=("summary", "question", "tags"))
        parameters = nodes.get("parameters")
        competency = nodes.get("competency")
        return Header(
            summary=self._text(nodes["summary"], "summary"),
            question=self._by_language(nodes["question"], "question"),
            tags=self._texts(nodes["tags"], "tags"),
            competency=() if competency is None else self._numbers(competency),
            parameters=() if parameters is None else self._parameters(parameters),
        )

    def _parameters(self, node: yaml.Node) -> tuple[HeaderParameter, ...]:
        found = self._mapping(node, "parameters")
        return tuple(self._parameter(name, each) for name, each in found.items())

    def _parameter(self, name: str, node: yaml.Node) -> HeaderParameter:
        what = f"parameter {name}"
        if not name.isidentifier() or not name.isascii():
            raise self._error(node, f"{what}: a name has ASCII letters, digits and _ only")
        nodes = self._mapping(node, what, _PARAMETER_KEYS, needed=("type", "summary"))
        type_ = self._text(nodes["type"], f"type of {what}")
        if type_ not in list(ParameterType):
            known = ", ".join(ParameterType)
            raise self._error(nodes["type"], f"{what}: {type_!r} is not a type; expected {known}")
        optional, values = nodes.get("optional"), nodes.get("values")
        if values is not None and type_ != ParameterType.STRING:
            raise self._error(values, f"{what}: only a string has values; {type_} has its own")
        return HeaderParameter(
            name=name,
            type=ParameterType(type_),
            optional=optional is not None and self._boolean(optional, f"optional of {what}"),
            values=() if values is None else self._texts(values, f"values of {what}"),
            summary=self._by_language(nodes["summary"], f"summary of {what}"),
            line=_line(node),
        )

    def _by_language(self, node: yaml.Node, what: str) -> dict[str, str]:
        nodes = self._mapping(node, what, LANGUAGES, needed=LANGUAGES)
        return {
            language: self._text(nodes[language], f"{what} in {language}") for language in LANGUAGES
        }

    def _mapping(
        self,
        node: yaml.Node | None,
        what: str,
        known: tuple[str, ...] | None = None,
        *,
        needed: tuple[str, ...] = (),
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, f"{what}: expected keys with values, KEY: VALUE")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self._text(key, f"a key of {what}")
            if name in found:
                raise self._error(key, f"{what}: {name!r} stands twice")
            if known is not None and name not in known:
                raise self._error(key, f"{what}: {_unknown_key(name, known)}")
            found[name] = value
        for name in needed:
            if name not in found:
                raise self._error(node, f"{what}: {name!r} is missing")
        return found

    def _list(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, f"{what}: expected a list, [one, two]")
        return list(node.value)

    def _texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        return tuple(self._text(each, f"one of {what}") for each in self._list(node, what))

    def _numbers(self, node: yaml.Node) -> tuple[int, ...]:
        texts = [self._text(each, "a number") for each in self._list(node, "competency")]
        if not all(text.isdecimal() for text in texts):
            raise self._error(node, "competency: expected numbers of questions, [1, 2]")
        return tuple(int(text) for text in texts)

    def _boolean(self, node: yaml.Node, what: str) -> bool:
        text = self._text(node, what)
        if text not in _BOOLEANS:
            raise self._error(node, f"{what}: expected true or false; found {text!r}")
        return _BOOLEANS[text]

    def _text(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self._error(node, f"{what}: expected text")
        return str(node.value).strip()

    def _error(self, node: yaml.Node | None, problem: str) -> QueryFileError:
        return QueryFileError(self._path, problem, line=1 if node is None else _line(node))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _unknown_key(name: str, known: tuple[str, ...]) -> str:
    near = nearest(name, known)
    ending = f"; did you mean {near!r}?" if near else f"; expected {', '.join(known)}"
    return f"key {name!r} not known{ending}"
