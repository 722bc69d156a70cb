r"""Write escapes so that every engine reads the same text.

SPARQL 1.1 (section 19.2) has ``\uXXXX`` escapes resolved before anything else is
read. Some engines do so and others resolve them in strings only, so that
``"\\u0022"`` is six characters for one and a quotation mark for the other; and
rdflib takes four more digits into ``\uXXXX`` where it can.
"""

import re

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|\\([uU])|.)", re.DOTALL)
_KNOWN = re.compile(r"\\(?:[tbnrf\\\"']|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_SURROGATES = range(0xD800, 0xE000)
_LAST_CHARACTER = 0x10FFFF


def spell_escapes(text: str) -> str:
    r"""Return SPARQL text with its escapes in the form that all engines read alike.

    ``\uXXXX`` is written with eight digits, and the letter after an escaped
    backslash, where it is a ``u``, as an escape of its own.

    >>> print(spell_escapes(r'"\u0001f \\u0022 \n"'))
    "\U00000001f \\\U000000750022 \n"
    """
    return _ESCAPE.sub(_spell, text)


def _spell(match: re.Match[str]) -> str:
    digits, letter = match.groups()
    if digits is not None:
        return f"\\U0000{digits}"
    if letter is not None:
        return f"\\\\\\U{ord(letter):08X}"
    return match.group()


def has_unknown_escape(string: str) -> bool:
    r"""Say whether a string has an escape that SPARQL 1.1 (sections 19.2 and 19.7) does not have.

    >>> has_unknown_escape(r'"\t\u00e9\\q"'), has_unknown_escape(r'"\q"')
    (False, True)
    >>> has_unknown_escape(r'"\uD800"')
    True
    """
    place = string.find("\\")
    while place >= 0:
        known = _KNOWN.match(string, place)
        if known is None:
            return True
        digits = known[1] or known[2]
        if digits and (int(digits, 16) in _SURROGATES or int(digits, 16) > _LAST_CHARACTER):
            return True
        place = string.find("\\", known.end())
    return False
