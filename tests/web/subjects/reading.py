"""Read what a page of a source or a finding marks."""

from html.parser import HTMLParser


class MarkReader(HTMLParser):
    """Collect the numbered lines of a page, what is marked in them, and every link and text."""

    def __init__(self, page: bytes) -> None:
        """Read the page."""
        super().__init__()
        self.marks: list[tuple[int, str, str]] = []
        """Line number, style class and text of each mark."""
        self.lines: dict[int, str] = {}
        self.links: list[str] = []
        self.mark_links: list[str] = []
        self.elements: set[str] = set()
        self.text = ""
        self._line: int | None = None
        self._in_mark = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where the reader is."""
        given = dict(attrs)
        self.elements.add(tag)
        if tag == "li" and given.get("value"):
            self._line = int(given["value"] or "")
            self.lines[self._line] = ""
        elif tag == "mark":
            self._in_mark = True
            self.marks.append((self._line or 0, given.get("class") or "", ""))
        elif tag == "a":
            self.links.append(given.get("href") or "")
            if self._in_mark:
                self.mark_links.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a mark or a line."""
        if tag == "mark":
            self._in_mark = False
        elif tag == "li":
            self._line = None

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data
        if self._line is not None:
            self.lines[self._line] += data
        if self._in_mark:
            line, status, text = self.marks[-1]
            self.marks[-1] = (line, status, text + data)
