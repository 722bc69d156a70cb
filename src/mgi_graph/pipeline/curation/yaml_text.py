"""Write scalars and small collections as YAML text, quoted only where YAML needs it.

PyYAML can only write whole documents, without the comments of people, so that what goes
into a file of theirs is written here. YAML 1.1 is what is read; a text that YAML 1.2 or
a spreadsheet would take for something else is quoted too.
"""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

Value: TypeAlias = "str | int | float | Sequence[Value] | Mapping[str, Value]"
"""What can be written: a text, a number, a list or a mapping of them."""

_STRING_TAG = "tag:yaml.org,2002:str"
_RESOLVER = yaml.SafeLoader("")
_OTHER_WORDS = frozenset({"y", "n"})
"""Words that YAML 1.1 takes for truth values, though PyYAML does not."""

_NUMBER_LIKE = re.compile(r"[0-9][0-9a-fA-FxXoO_.,:+-]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_scalar(text: str, *, in_flow: bool = True) -> str:
    r"""Write a text as a scalar of one line; ``in_flow`` is said of what stands in brackets.

    >>> print(write_scalar("Since 2022"), write_scalar("a: b"), write_scalar("no"))
    Since 2022 'a: b' 'no'
    >>> print(write_scalar("a, b"), write_scalar("a, b", in_flow=False))
    'a, b' a, b
    >>> print(write_scalar("l'été, «oui»"), write_scalar("bell\a"))
    'l''été, «oui»' "bell\x07"
    """
    if _is_plain(text) and not (in_flow and any(each in text for each in ",?[]{}")):
        return text
    if all(each.isprintable() for each in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escape(each) for each in text) + '"'


def _is_plain(text: str) -> bool:
    return (
        bool(text)
        and (text[0].isalnum() or text[0] in "(«“¿¡/_")
        and text == text.strip()
        and text.isprintable()
        and not any(each in text for each in (": ", " #"))
        and not text.endswith(":")
        and text.lower() not in _OTHER_WORDS
        and _NUMBER_LIKE.fullmatch(text) is None
        and _resolve(text) == _STRING_TAG
    )


def _resolve(text: str) -> str:
    """Return the tag that PyYAML gives to a plain scalar."""
    resolver: Any = _RESOLVER
    return str(resolver.resolve(yaml.ScalarNode, text, (True, False)))


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def write_flow(value: Value) -> str:
    """Write a value on one line.

    >>> write_flow({"text": "Since 2022", "year": 2022, "of": ["a", "b: c"]})
    "{text: Since 2022, year: 2022, of: [a, 'b: c']}"
    """
    if isinstance(value, str):
        return write_scalar(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {write_flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(write_flow, value)) + "]"


def write_entry(key: str, value: Value) -> list[str]:
    """Write a key with its value as the lines of a block mapping, not indented.

    A mapping, and a list of mappings, has a line for each of its entries; all else
    stands on the key's own line.

    >>> write_entry("groups", ["refugees"])
    ['groups: [refugees]']
    >>> write_entry("years", [{"year": 2022, "text": "Since 2022"}])
    ['years:', '  - {year: 2022, text: Since 2022}']
    """
    if isinstance(value, Mapping) and value:
        return [f"{key}:", *(f"  {line}" for line in write_mapping(value))]
    if not isinstance(value, str) and isinstance(value, Sequence):
        entries = [each for each in value if isinstance(each, Mapping)]
        if entries and len(entries) == len(value):
            return [f"{key}:", *(f"  - {write_flow(each)}" for each in entries)]
    if isinstance(value, str):
        return [f"{key}: {write_scalar(value, in_flow=False)}"]
    return [f"{key}: {write_flow(value)}"]


def write_mapping(value: Mapping[str, Value]) -> list[str]:
    """Write a mapping as the lines of a block mapping, not indented.

    >>> write_mapping({"indicator": "housing", "confidence": 0.5})
    ['indicator: housing', 'confidence: 0.50']
    """
    return [line for key, each in value.items() for line in write_entry(key, each)]


def write_comment(text: str, width: int = 110) -> list[str]:
    r"""Write a text as the lines of a comment, not indented, at most ``width`` characters long.

    What YAML bars from its files is shown as U+FFFD.

    >>> write_comment("one two\a three", 12)
    ['# one two�', '# three']
    """
    shown = "".join(each if each.isprintable() else "\ufffd" for each in text)
    lines = textwrap.wrap(shown, width - 2, break_long_words=False, break_on_hyphens=False)
    return [f"# {line}" for line in lines]
