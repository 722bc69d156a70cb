"""Describe a setting: its names, its kind of value, its bounds and how it is read.

A value that does not fit is refused with the setting's names, the value and what
was expected.
"""

import math
import re
from dataclasses import dataclass
from enum import Enum

from mgi_graph.errors import MgiGraphError

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

_UNITS = {"": 1, "B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3} | {
    "KIB": KIB,
    "MIB": MIB,
    "GIB": GIB,
}
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([a-z]*)", re.ASCII | re.IGNORECASE)
_SECONDS = re.compile(r"(\d+(?:\.\d+)?) ?s?", re.ASCII)
_SWITCH = {"1": True, "true": True, "yes": True, "on": True} | {
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


Value = str | int | float | bool | None
"""What a setting can hold."""


class ConfigError(MgiGraphError):
    """Report a setting whose value cannot be used."""

    def __init__(self, option: "Option", value: object, expected: str) -> None:
        """Keep the option and the value; the text names both of the option's names."""
        self.option = option
        self.value = value
        self.expected = expected
        super().__init__(f"{option.flag} ({option.variable}): {value!r} is not {expected}")


class Kind(Enum):
    """Name the kinds of values; the value is the word that help shows."""

    TEXT = "TEXT"
    WHOLE = "NUMBER"
    SECONDS = "SECONDS"
    SIZE = "SIZE"
    SWITCH = "SWITCH"


@dataclass(frozen=True, slots=True)
class Option:
    """Describe one setting; ``least`` and ``most`` bound a number, both included."""

    name: str
    kind: Kind
    help: str
    least: float = 0
    most: float = math.inf

    @property
    def flag(self) -> str:
        """Give the name on the command line.

        >>> Option("max_rows", Kind.WHOLE, "").flag
        '--max-rows'
        """
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """Give the name in the environment.

        >>> Option("max_rows", Kind.WHOLE, "").variable
        'MGI_GRAPH_MAX_ROWS'
        """
        return "MGI_GRAPH_" + self.name.upper()

    def read(self, value: Value) -> Value:
        """Return the value of the option's type, from text or from a value of that type.

        Raises :class:`ConfigError`.
        """
        found = self._parse(value.strip()) if isinstance(value, str) else value
        if found is None or isinstance(found, str | bool):
            return found
        if not self.least <= found <= self.most:
            raise ConfigError(self, value, self._bounds())
        return found

    def _parse(self, text: str) -> Value:
        match self.kind:
            case Kind.TEXT:
                return text
            case Kind.SIZE if (size := read_size(text)) is not None:
                return size
            case Kind.SECONDS if match := _SECONDS.fullmatch(text):
                return float(match[1])
            case Kind.WHOLE if text.isascii() and text.isdecimal():
                return int(text)
            case Kind.SWITCH if text.lower() in _SWITCH:
                return _SWITCH[text.lower()]
        raise ConfigError(self, text, _EXPECTED[self.kind])

    def _bounds(self) -> str:
        least = show_size(int(self.least)) if self.kind is Kind.SIZE else f"{self.least:g}"
        if self.most == math.inf:
            return f"at least {least}"
        most = show_size(int(self.most)) if self.kind is Kind.SIZE else f"{self.most:g}"
        return f"between {least} and {most}"


_EXPECTED = {
    Kind.WHOLE: "a whole number",
    Kind.SECONDS: "a number of seconds, such as 30 or 2.5",
    Kind.SIZE: "a size, such as 65536, 64KiB or 32MiB",
    Kind.SWITCH: "one of on, off, yes, no, true, false, 1, 0",
}


def read_size(text: str) -> int | None:
    """Read a number of bytes, with a unit or without; ``None`` where it is no size.

    >>> read_size("32MiB"), read_size("1.5 kB"), read_size("many")
    (33554432, 1500, None)
    """
    match = _SIZE.fullmatch(text)
    if match is None or match[2].upper() not in _UNITS:
        return None
    return int(float(match[1]) * _UNITS[match[2].upper()])


def show_size(size: int) -> str:
    """Write a number of bytes in the largest binary unit that divides it.

    >>> show_size(33554432), show_size(1500)
    ('32 MiB', '1500 B')
    """
    for unit, factor in (("GiB", GIB), ("MiB", MIB), ("KiB", KIB)):
        if size and size % factor == 0:
            return f"{size // factor} {unit}"
    return f"{size} B"
