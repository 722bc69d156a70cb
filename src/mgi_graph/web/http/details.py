"""Say what went wrong with a request in any language of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Detail:
    """Hold the words for what went wrong, by name, and what fills them.

    A value can be a detail itself. ``quoted`` is what the engine says of it, in English, as
    nobody can foresee it; ``expected`` is what a value should have been, in English too.
    """

    words: str
    values: Mapping[str, object] = field(default_factory=dict)
    quoted: str = ""
    expected: str = ""

    def say(self, language: str) -> str:
        """Return the sentence in ``language``.

        >>> tell("no_page", page=9, last=2).say("es")
        'No hay página 9; la última es la 2.'
        """
        # What it needs is imported after the process that loads the dataset has been started.
        from mgi_graph.web.pages.texts import find_words

        text: str = getattr(find_words(language), self.words)
        filled = {
            name: value.say(language) if isinstance(value, Detail) else value
            for name, value in self.values.items()
        }
        return text.format(**filled)


def tell(words: str, /, *, quoted: str = "", expected: str = "", **values: object) -> Detail:
    """Return the detail that ``detail_WORDS`` tells, filled with ``values``."""
    return Detail(f"detail_{words}", values, quoted, expected)
