"""Write profiles as source texts, any number of them, to measure the whole way on.

``python -m benchmarks.corpus N FOLDER`` writes ``FOLDER/sources`` and ``FOLDER/curation``.
Places and sentences are invented; a profile depends on its number and the seed alone.
"""

from benchmarks.corpus.composing import ComposedProfile, compose_profile
from benchmarks.corpus.writing import write_corpus

__all__ = ["ComposedProfile", "compose_profile", "write_corpus"]
