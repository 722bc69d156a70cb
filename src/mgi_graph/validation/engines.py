"""Choose the engine that holds data against the shapes."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, TypeAlias

from mgi_graph.errors import MgiGraphError, ParameterError


class Engine(StrEnum):
    """Name an engine; the value is what a user calls it."""

    PYSHACL = "pyshacl"
    FAST = "fast"

    def __str__(self) -> str:
        """Return the package that does the work, with its version."""
        package = _PACKAGES[self]
        return f"{package} {version(package)}"


EngineChoice: TypeAlias = Literal["auto", "pyshacl", "fast"]
"""What a user may ask for; ``auto`` leaves it to :func:`choose_engine`."""

ENGINE_CHOICES: tuple[EngineChoice, ...] = ("auto", "pyshacl", "fast")
_PACKAGES: Mapping[Engine, str] = {Engine.PYSHACL: "pyshacl", Engine.FAST: "shacl"}


@cache
def has_fast_engine() -> bool:
    """Tell whether the fast engine is installed."""
    try:
        version(_PACKAGES[Engine.FAST])
    except PackageNotFoundError:
        return False
    return True


def choose_engine(choice: str, *, packaged_shapes: bool) -> Engine:
    """Return the engine that ``choice`` stands for.

    ``auto`` is the fast one where it is installed and the shapes are the packaged
    ones, over which both are known to agree, else the reference. Raises
    :class:`mgi_graph.errors.ParameterError` for a choice that is not known, and
    :class:`mgi_graph.errors.MgiGraphError` for the fast engine where it is missing.

    >>> choose_engine("pyshacl", packaged_shapes=True)
    <Engine.PYSHACL: 'pyshacl'>
    """
    if choice not in ENGINE_CHOICES:
        raise ParameterError("engine", choice, f"one of {', '.join(ENGINE_CHOICES)}")
    if choice == "auto":
        return Engine.FAST if packaged_shapes and has_fast_engine() else Engine.PYSHACL
    engine = Engine(choice)
    if engine is Engine.FAST and not has_fast_engine():
        message = (
            "the fast engine is not installed; install it with pip install 'mgi-graph[fast]', "
            "or choose pyshacl"
        )
        raise MgiGraphError(message)
    return engine
