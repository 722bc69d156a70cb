"""Write a corpus: ``python -m benchmarks.corpus N FOLDER [--seed S] [--uncurated SHARE]``."""

import argparse
import sys
from pathlib import Path

from benchmarks.corpus.writing import write_corpus


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("profiles", type=int, metavar="N", help="how many profiles")
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="where sources/ and curation/ go"
    )
    parser.add_argument("--seed", type=int, default=0, help="another seed gives another corpus")
    parser.add_argument(
        "--uncurated", type=float, default=0.0, metavar="SHARE", help="profiles without curation"
    )
    given = parser.parse_args()
    if given.profiles < 1:
        parser.error(f"N is {given.profiles}; expected 1 or more")
    if not 0 <= given.uncurated <= 1:
        parser.error(f"SHARE is {given.uncurated}; expected 0 to 1")
    try:
        written = write_corpus(given.profiles, given.folder, given.seed, given.uncurated)
    except OSError as err:
        parser.error(str(err))
    sys.stderr.write(
        f"{given.profiles} profiles in {written.sources} sources, {written.findings} findings, "
        f"{written.curated} curation files\n"
    )


if __name__ == "__main__":
    _main()
