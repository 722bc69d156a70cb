"""Describe places as a profile names them."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """Tell the three kinds of place apart; the value is the local name's lower case."""

    CITY = "city"
    """Any local government, whatever its legal form."""
    REGION = "region"
    """A state or a province."""
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Country:
    """Name a country by its ISO 3166-1 codes.

    ``alpha3`` is in upper case (``COL``); ``m49`` has three digits (``170``).
    """

    alpha2: str
    alpha3: str
    m49: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """Say which place a profile assesses, as its title names it.

    ``name`` is without its legal form (``Medellin``), ``legal_form`` the words
    of the title (``District``) or empty. A country's ``name`` is its own.
    """

    kind: PlaceKind
    name: str
    legal_form: str
    country: Country
