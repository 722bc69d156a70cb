"""Turn Migration Governance Indicators profiles into a linked-data graph, and ask it questions.

>>> import mgi_graph
>>> graph = mgi_graph.load()
>>> answer = graph.query("peer-learning", place="col-medellin")
>>> answer.variables[0]
'indicatorLabel'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mgi_graph.pipeline.session import ProfileGraph, load

__all__ = ["ProfileGraph", "load"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (the type depends on the name)
    """Import :func:`load` and what it returns when they are asked for."""
    if name in __all__:
        return getattr(import_module("mgi_graph.pipeline.session"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
