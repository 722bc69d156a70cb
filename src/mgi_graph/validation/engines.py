"""Choose the engine that holds data against the shapes."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Final, Literal, TypeAlias

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


FAST_VERSION: Final = "0.3.4"
"""The version of the fast engine that is tested to agree with the reference."""


@cache
def find_want_of_fast_engine() -> str:
    """Return why the fast engine cannot be used, empty where it can."""
    package = _PACKAGES[Engine.FAST]
    try:
        found = version(package)
    except PackageNotFoundError:
        return "is not installed"
    if found != FAST_VERSION:
        return f"is there as {package} {found}, expected {FAST_VERSION}"
    try:
        import_module(package).Shapes  # noqa: B018 (that it is there is what is asked)
    except (AttributeError, ImportError) as err:
        return f"cannot be imported: {err}"
    return ""


def choose_engine(choice: str, *, packaged_shapes: bool) -> Engine:
    """Return the engine that ``choice`` stands for.

    ``auto`` is the fast one where its tested version is installed and the shapes are the
    packaged ones, over which both are known to agree, else the reference. Raises
    :class:`mgi_graph.errors.ParameterError` for a choice that is not known, and
    :class:`mgi_graph.errors.MgiGraphError` for the fast engine where it cannot be used.

    >>> choose_engine("pyshacl", packaged_shapes=True)
    <Engine.PYSHACL: 'pyshacl'>
    """
    if choice not in ENGINE_CHOICES:
        raise ParameterError("engine", choice, f"one of {', '.join(ENGINE_CHOICES)}")
    if choice == "auto":
        is_fast = packaged_shapes and not find_want_of_fast_engine()
        return Engine.FAST if is_fast else Engine.PYSHACL
    engine = Engine(choice)
    if engine is Engine.FAST and (want := find_want_of_fast_engine()):
        message = (
            f"the fast engine {want}; install it with pip install 'mgi-graph[fast]', "
            "or choose pyshacl"
        )
        raise MgiGraphError(message)
    return engine
