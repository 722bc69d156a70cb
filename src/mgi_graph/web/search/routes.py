"""Route requests to a search over findings, indicators, places and named things."""

from collections.abc import Sequence
from typing import Final

from starlette.routing import Route

from mgi_graph.workers.tasks import Task

routes: Final[list[Route]] = []
"""The routes of these pages."""

EXAMPLES: Final[Sequence[Task]] = ()
"""One task of each kind that these pages ask for, done before a worker is confined."""
