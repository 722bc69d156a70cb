"""Keep the moments of the scheme's texts, which take minutes to make, in files.

A file belongs to the texts, the settings and the encoder that it was made of: it holds their
digest, and is not used where that differs. Numbers are kept as float32 and fresh ones are
rounded to it, so that a proposal does not depend on where its moments came from.
"""

import hashlib
import json
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import numpy as np

from mgi_graph.matching.discriminant import Moments
from mgi_graph.matching.encoders import DIMENSIONS, DISTRIBUTIONS, Encode, EncoderName
from mgi_graph.matching.model import Indicator
from mgi_graph.matching.parameters import DiscriminantSettings
from mgi_graph.matching.signals import sum_scheme

_DAMAGES: Final = (
    OSError,
    EOFError,
    KeyError,
    NotImplementedError,  # what zipfile raises for a method or flag that it does not know
    TypeError,  # what a file that is one array and no archive is good for
    ValueError,
    zipfile.BadZipFile,
    tokenize.TokenError,  # of the header of an array
    zlib.error,
)


def digest_scheme(
    indicators: Sequence[Indicator], name: EncoderName, settings: DiscriminantSettings
) -> str:
    """Digest all that moments of the scheme depend on, in hexadecimal."""
    content = {
        "encoder": [name, version(DISTRIBUTIONS[name])],
        "weights": {kind: settings.kind_weights[kind] for kind in sorted(settings.kind_weights)},
        "texts": [
            [each.slug, [[text.kind, text.language, text.text] for text in each.texts]]
            for each in indicators
        ],
    }
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def find_moments(
    indicators: Sequence[Indicator],
    name: EncoderName,
    encode: Encode,
    settings: DiscriminantSettings,
    shipped: Path,
    keep_in: Path | None,
    notice: Callable[[str], None],
) -> Moments:
    """Return the moments of the scheme: kept in one of the folders, or made.

    ``shipped`` is only read. What is made is kept in ``keep_in``, where that is given and
    can be written; ``notice`` is told before.
    """
    digest = digest_scheme(indicators, name, settings)
    for folder in filter(None, (shipped, keep_in)):
        kept = read_moments(folder / f"{name}.npz", digest, name)
        if kept is not None:
            return kept
    count = sum(len(each.texts) for each in indicators)
    notice(f"encoding {count:,} texts of the indicators with {name}; this is done once")
    made = round_moments(sum_scheme(indicators, encode, settings))
    if keep_in is not None:
        with suppress(OSError):
            keep_moments(keep_in / f"{name}.npz", digest, made)
    return made


def round_moments(moments: Moments) -> Moments:
    """Round the numbers as a file keeps them."""
    return _unpack(*_pack(moments))


def keep_moments(path: Path, digest: str, moments: Moments) -> None:
    """Write moments to a file, whole or not at all; the same moments give the same bytes."""
    weights, sums, products = _pack(moments)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as written:
        part = Path(written.name)
        try:
            np.savez_compressed(
                written, digest=np.array(digest), weights=weights, sums=sums, products=products
            )
            written.close()
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def read_moments(path: Path, digest: str, name: EncoderName) -> Moments | None:
    """Read moments; ``None`` where the file is missing, damaged, or of another digest."""
    size = DIMENSIONS[name]
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            if str(held["digest"]) != digest:
                return None
            weights, sums, products = held["weights"], held["sums"], held["products"]
    except _DAMAGES:
        return None
    fits = (
        weights.ndim == 1
        and sums.shape == (len(weights), size)
        and products.shape == (size * (size + 1) // 2,)
        and all(each.dtype == np.float32 for each in (weights, sums, products))
        and all(np.isfinite(each).all() for each in (weights, sums, products))
    )
    return _unpack(weights, sums, products) if fits else None


def _pack(moments: Moments) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return weights, sums and the upper triangle of the products, which are symmetric."""
    upper = moments.products[np.triu_indices(len(moments.products))]
    return (
        moments.weights.astype(np.float32),
        moments.sums.astype(np.float32),
        upper.astype(np.float32),
    )


def _unpack(weights: np.ndarray, sums: np.ndarray, upper: np.ndarray) -> Moments:
    size = sums.shape[1]
    products = np.zeros((size, size))
    products[np.triu_indices(size)] = upper
    products += np.triu(products, 1).T
    return Moments(weights.astype(np.float64), sums.astype(np.float64), products)
