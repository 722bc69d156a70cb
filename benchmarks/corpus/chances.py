"""Give each choice of a corpus a chance of its own."""

import random


def chance_for(seed: int, *key: object) -> random.Random:
    """Return the chance for what ``key`` names; it depends on that and the seed alone.

    >>> chance_for(0, "place", 7).random() == chance_for(0, "place", 7).random()
    True
    """
    return random.Random("/".join(map(str, (seed, *key))))  # noqa: S311 (nothing here is secret)
