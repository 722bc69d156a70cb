"""Notice entities of XML that would grow when they are read (XML 1.0, section 4.4)."""

import re
from typing import Final

_LONGEST: Final = 1000
_DECLARATION: Final = re.compile(
    rb"""<!ENTITY\s+(?:%\s+)?([^\s"'%>]+)\s+("[^"]*"|'[^']*')""", re.DOTALL
)
_REFERENCE: Final = re.compile(rb"[&%](?!\#)")


def find_growing_entity(document: bytes) -> str | None:
    """Return the name of an entity that holds others, or a long text; ``None`` for none.

    The parser of RDF/XML follows no entity to another file, but replaces those that are
    declared in the document, and those in them: ten of ten each, nine deep, are a
    gigabyte. Short ones without others in them, as ontologies have for namespaces, are
    harmless.

    >>> find_growing_entity(b'<!DOCTYPE a [<!ENTITY owl "http://www.w3.org/2002/07/owl#">]>')
    >>> find_growing_entity(b'<!DOCTYPE a [<!ENTITY b "&a;&a;">]>')
    'b'
    """
    for name, value in _DECLARATION.findall(document):
        if len(value) > _LONGEST or _REFERENCE.search(value):
            return bytes(name).decode(errors="replace")
    return None
