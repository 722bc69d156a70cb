r"""Write escapes so that every engine reads the same text.

SPARQL 1.1 (section 19.2) has ``\uXXXX`` escapes resolved before anything else is
read. Some engines do so and others resolve them in strings only, so that
``"\\u0022"`` is six characters for one and a quotation mark for the other; and
rdflib takes four more digits into ``\uXXXX`` where it can.
"""

import re

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|\\([uU])|.)", re.DOTALL)


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
