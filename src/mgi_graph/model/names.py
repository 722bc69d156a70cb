"""Fold names so that spellings of one name compare equal, and make slugs of them.

The parser folds headings and place names, the RDF layer makes IRIs of names;
both use these functions, so that a place has one IRI however it is spelt.
"""

import unicodedata

_UNDECOMPOSED = {
    "æ": "ae",
    "ð": "d",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ĸ": "k",
    "ł": "l",
    "ŋ": "n",
    "ø": "o",
    "œ": "oe",
    "þ": "th",
    "ŧ": "t",
}
"""Latin letters that Unicode does not decompose into a plain letter and a mark."""


class _FoldedCharacters(dict[int, str]):
    """Fold one character on first sight and keep the answer, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        """Fold the character ``code`` as :func:`fold_name` says."""
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    lower = character.casefold()
    if lower in _UNDECOMPOSED:
        return _UNDECOMPOSED[lower]
    decomposed = unicodedata.normalize("NFKD", lower).casefold()
    plain = "".join(each for each in decomposed if not _is_latin_mark(each))
    if plain.isascii():
        return "".join(each if each.isalnum() else " " for each in plain)
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return lower if category[0] in "LMN" else " "


def _is_latin_mark(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"


_FOLDED = _FoldedCharacters()


def fold_name(name: str) -> str:
    r"""Reduce a name to lower-case words without accents, parted by single spaces.

    Hyphens, quotation marks, apostrophes and all other punctuation part words.
    Letters of other scripts than the Latin one stay, in lower case and composed
    form (NFC). Invisible characters such as a soft hyphen vanish.

    >>> fold_name("CÔTE d\u2019Ivoire:")
    'cote d ivoire'
    >>> fold_name("  Whole-of-government\u00a0approach ")
    'whole of government approach'
    >>> fold_name("Київ")
    'київ'
    """
    return " ".join(unicodedata.normalize("NFC", name).translate(_FOLDED).split())


def slugify(name: str) -> str:
    """Make the part of an IRI that stands for ``name``; empty if it has no letter or digit.

    >>> slugify("São Paulo")
    'sao-paulo'
    >>> slugify("Łódź")
    'lodz'
    """
    return fold_name(name).replace(" ", "-")
