"""Test that blocks are copied as they are, side by side or not, and that damage shows."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgi_graph.pipeline.building.copying import Copier
from mgi_graph.pipeline.building.files import DamagedError, DatasetWriter
from mgi_graph.pipeline.building.index import BlockRecord, Index
from mgi_graph.pipeline.building.making import Written
from mgi_graph.rdf.blocks import BlockName, Owner
from mgi_graph.rdf.segments import FILES, HEADS, SEPARATORS, TAILS

Segments = tuple[bytes, ...]
"""What one block has in each file."""

BLOCKS: Sequence[Segments] = ((b"a", b"bb", b"c", b"d"), (b"", b"", b"", b""), (b"ee",) * 4)


def _join(blocks: Sequence[Segments], file: int) -> bytes:
    """Return a file of the dataset as its specification in ``rdf/segments.py`` has it."""
    name = FILES[file]
    segments = [block[file] for block in blocks if block[file]]
    return HEADS[name] + SEPARATORS[name].join(segments) + TAILS[name]


def _write(folder: Path, blocks: Sequence[Segments]) -> Index:
    folder.mkdir(exist_ok=True)
    for file, name in enumerate(FILES):
        (folder / name).write_bytes(_join(blocks, file))
    index = Index(folder / "mgi.index", "")
    for number, block in enumerate(blocks):
        block_name = BlockName(Owner.PROFILE, f"{number:03}")
        written = Written(tuple(map(len, block)), tuple(map(zlib.crc32, block)))
        index.blocks[block_name] = BlockRecord(block_name, "", written, (0, 0), (0, 0))
    index.locate()
    return index


def _copy(index: Index, folder: Path, chosen: Sequence[int]) -> None:
    folder.mkdir(exist_ok=True)
    files = DatasetWriter(folder)
    copier = Copier(index, files)
    names = list(index.blocks)
    for number in chosen:
        copier.copy(names[number])
    copier.flush()
    files.finish()


@given(
    st.lists(st.tuples(*(st.binary(max_size=3) for _ in FILES)), min_size=1, max_size=6),
    st.data(),
)
def test_blocks_are_copied_in_the_order_that_is_asked_for(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[Segments], data: st.DataObject
) -> None:
    """Whatever is left out or empty, the files are those of the blocks that are copied."""
    chosen = data.draw(st.lists(st.sampled_from(range(len(blocks))), unique=True).map(sorted))
    folder = tmp_path_factory.mktemp("copying")
    _copy(_write(folder / "old", blocks), folder / "new", chosen)
    for file, name in enumerate(FILES):
        expected = _join([blocks[number] for number in chosen], file)
        assert (folder / "new" / name).read_bytes() == expected


@pytest.mark.parametrize("name", FILES)
def test_each_byte_that_is_copied_is_checked(tmp_path: Path, name: str) -> None:
    """A changed byte within a block, or between two, is noticed wherever it is."""
    index = _write(tmp_path / "old", BLOCKS)
    path = tmp_path / "old" / name
    content = path.read_bytes()
    for place in range(len(HEADS[name]), len(content) - len(TAILS[name])):
        path.write_bytes(content[:place] + b"~" + content[place + 1 :])
        with pytest.raises(DamagedError):
            _copy(index, tmp_path / "new", range(len(BLOCKS)))


def test_file_that_was_cut_off_is_noticed(tmp_path: Path) -> None:
    """A file that ends too early is not copied as far as it goes."""
    index = _write(tmp_path / "old", BLOCKS)
    path = tmp_path / "old" / "mgi.nt"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedError):
        _copy(index, tmp_path / "new", range(len(BLOCKS)))
