"""Show how far a long build is: a bar on a terminal, now and then a line elsewhere."""

import sys
import time
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Any, Final

import click

_FEW: Final = 200
"""Things of which a stage needs no more than this are done before anybody asks."""

_SECONDS_BETWEEN_LINES: Final = 30.0


class Progress(AbstractContextManager["Progress"]):
    """Show one stage after the other on standard error."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        self._stack = ExitStack()
        self._stage = ""
        self._bar: Any = None
        self._told = time.monotonic()
        self._is_terminal = sys.stderr.isatty()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the line of the bar."""
        self._stack.close()

    def show(self, stage: str, done: int, total: int) -> None:
        """Show how much of a stage is done; nothing is shown of a small one."""
        if total < _FEW:
            return
        if self._is_terminal:
            self._show_bar(stage, done, total)
        elif done >= total or time.monotonic() - self._told > _SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            click.echo(f"{stage}: {done} of {total}", err=True)

    def _show_bar(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._stack.close()
            self._stage = stage
            self._bar = self._stack.enter_context(
                click.progressbar(length=total, label=f"{stage:<16}", file=sys.stderr)
            )
        self._bar.update(done - self._bar.pos)
