"""Describe canned queries and their parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from mgi_graph.errors import UnknownNameError

LANGUAGES: Final = ("en", "es", "fr")
"""The languages of labels and questions, the tool's own first."""


class ParameterType(StrEnum):
    """Say what the value of a parameter names."""

    PLACE = "place"
    COUNTRY = "country"
    PROFILE = "profile"
    DOMAIN = "domain"
    INDICATOR = "indicator"
    FINDING = "finding"
    GROUP = "group"
    THING = "thing"
    STATUS = "status"
    LANGUAGE = "language"
    COMPACT_OBJECTIVE = "compact-objective"
    SDG_TARGET = "sdg-target"
    INTEGER = "integer"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe one parameter of a canned query.

    ``values`` are the only ones that a string may have, none for any.
    ``default`` is spelt as a user would (``col-medellin``); it is ``None`` for an
    optional parameter that stays open unless a value is given. ``summary`` is
    by language.
    """

    name: str
    type: ParameterType
    optional: bool
    default: str | None
    summary: Mapping[str, str]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """Hold one canned query as its file has it.

    ``name`` is the file's stem, ``topic`` its folder; ``question`` is by language;
    ``competency`` has the numbers of the competency questions that it answers;
    ``text`` is the whole file.
    """

    name: str
    topic: str
    path: Path
    summary: str
    question: Mapping[str, str]
    tags: tuple[str, ...]
    competency: tuple[int, ...]
    parameters: tuple[Parameter, ...]
    text: str

    def find_parameter(self, name: str) -> Parameter:
        """Return the parameter of that name.

        Raises :class:`~mgi_graph.errors.UnknownNameError`.
        """
        by_name = {parameter.name: parameter for parameter in self.parameters}
        if name in by_name:
            return by_name[name]
        hint = (
            f"the parameters of {self.name} are {', '.join(by_name)}"
            if by_name
            else f"{self.name} has no parameters"
        )
        raise UnknownNameError("parameter", name, by_name, hint=hint)
