"""Read the files of curated links from findings to indicators.

A file is YAML: ``profile`` is an IRI, ``findings`` a list of mappings with ``finding``
(an IRI), ``words`` (the first words of its statement) and ``indicators`` (one to
three slugs). Whether these exist in the dataset is checked elsewhere.
"""

import difflib
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from mgi_graph.errors import CurationError, ManyErrors
from mgi_graph.model import CuratedFinding, Curation

if TYPE_CHECKING:
    from yaml import SafeLoader as YamlLoader
else:
    YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MOST_INDICATORS = 3
_STRING_TAG = "tag:yaml.org,2002:str"


def read_curation(path: Path | str) -> Curation:
    """Read the curated links in the file at ``path``.

    Raises :class:`CurationError` with file and line for a defect, :class:`ManyErrors`
    with all of them if there are several.
    """
    reader = _Reader(Path(path))
    curation = reader.read_file(_compose(Path(path)))
    if len(reader.errors) == 1:
        raise reader.errors[0]
    if reader.errors:
        ordered = sorted(reader.errors, key=lambda error: error.line or 0)
        raise ManyErrors(ordered)
    return curation


def _compose(path: Path) -> yaml.Node:
    """Parse the file to YAML nodes, which know their lines."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=YamlLoader)
    except FileNotFoundError as err:
        raise CurationError(path, "no such file; expected curated links in YAML") from err
    except OSError as err:
        raise CurationError(path, f"cannot be read: {err.strerror or err}") from err
    except UnicodeDecodeError as err:
        raise CurationError(path, f"not UTF-8: byte at offset {err.start}") from err
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark or err.context_mark
        line = None if mark is None else mark.line + 1
        raise CurationError(path, f"not YAML: {err.problem or err.context}", line=line) from err
    except (yaml.YAMLError, RecursionError) as err:
        raise CurationError(path, f"not YAML: {err}") from err
    if node is None:
        raise CurationError(path, "empty; expected the keys 'profile' and 'findings'", line=1)
    return node


class _Reader:
    """Read the nodes of one file and collect every error."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.errors: list[CurationError] = []

    def read_file(self, node: yaml.Node) -> Curation:
        values = self._mapping(node, "the file", ("profile", "findings"))
        profile = self._string(values.get("profile"), "profile")
        rows = self._sequence(values.get("findings"), "findings", "curated findings")
        links = tuple(self._read_link(row) for row in rows)
        self._report_repeated(links)
        return Curation(self.path, profile, links)

    def _read_link(self, node: yaml.Node) -> CuratedFinding:
        values = self._mapping(node, "a link", ("finding", "words", "indicators"))
        finding = self._string(values.get("finding"), "finding")
        words = self._string(values.get("words"), "words")
        indicators = self._read_indicators(values.get("indicators"))
        return CuratedFinding(finding, words, indicators, _line(node))

    def _read_indicators(self, node: yaml.Node | None) -> tuple[str, ...]:
        rows = self._sequence(node, "indicators", "slugs")
        slugs = tuple(self._string(row, "an indicator") for row in rows)
        expected = f"expected 1 to {_MOST_INDICATORS}"
        if isinstance(node, yaml.SequenceNode):
            if not slugs:
                self._error(node, f"no indicators; {expected}")
            if len(slugs) > _MOST_INDICATORS:
                self._error(node, f"{len(slugs)} indicators; {expected}")
            for slug, count in Counter(filter(None, slugs)).items():
                if count > 1:
                    self._error(node, f"indicator {slug!r} stands {count} times; expected once")
        return slugs

    def _report_repeated(self, links: Collection[CuratedFinding]) -> None:
        first: dict[str, int] = {}
        for link in links:
            before = first.setdefault(link.finding, link.line)
            if link.finding and before != link.line:
                problem = f"finding {link.finding} stands on line {before} already; expected once"
                self.errors.append(CurationError(self.path, problem, line=link.line))

    def _mapping(self, node: yaml.Node, what: str, keys: Collection[str]) -> dict[str, yaml.Node]:
        """Return the values of a mapping; missing, further and repeated keys are errors."""
        if not isinstance(node, yaml.MappingNode):
            self._error(node, f"{what} is no mapping; expected the keys {_listed(keys)}")
            return {}
        values: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if key not in keys:
                near = difflib.get_close_matches(key, keys, n=1)
                meant = f"; did you mean {near[0]!r}?" if near else f"; expected {_listed(keys)}"
                self._error(key_node, f"key not known: {key!r}{meant}")
            elif key in values:
                self._error(key_node, f"key {key!r} stands twice; expected once")
            values.setdefault(key, value)
        for key in keys:
            if key not in values:
                self._error(node, f"key {key!r} is missing in {what}; expected {_listed(keys)}")
        return values

    def _string(self, node: yaml.Node | None, what: str) -> str:
        if node is None:
            return ""
        text = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
        if node.tag != _STRING_TAG or not text:
            self._error(node, f"{what} is {_shown(node)}; expected a text")
            return ""
        return text

    def _sequence(self, node: yaml.Node | None, what: str, expected: str) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._error(node, f"{what} is {_shown(node)}; expected a list of {expected}")
            return []
        return list(node.value)

    def _error(self, node: yaml.Node, problem: str) -> None:
        self.errors.append(CurationError(self.path, problem, line=_line(node)))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _listed(keys: Collection[str]) -> str:
    return ", ".join(repr(key) for key in keys)


def _shown(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value) if node.value else "empty"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
