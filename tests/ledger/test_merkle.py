"""The tree: every entry of every small tree is proved, every smaller tree is its beginning, and nothing else is."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest

from assess.ledger.merkle import EMPTY, consistency, consistent, includes, inclusion, leaf_hash, node_hash, root
from assess.ledger.tiles import Tile, TiledTree, bundle, entries_path, tiles_of, unbundle

HASHES = [leaf_hash(str(number).encode()) for number in range(70_000)]


def subtree(start: int, end: int) -> bytes:
    return root(HASHES[start:end])


def test_the_root_is_that_of_the_rfc() -> None:
    a, b, c = (leaf_hash(x) for x in (b"a", b"b", b"c"))
    assert root([]) == EMPTY == sha256(b"").digest()
    assert root([a]) == a == sha256(b"\0a").digest()
    assert root([a, b, c]) == node_hash(node_hash(a, b), c) == sha256(b"\1" + node_hash(a, b) + c).digest()


@pytest.mark.parametrize("size", [*range(1, 34), 255, 256, 257])
def test_every_entry_is_proved_and_no_other(size: int) -> None:
    tree = subtree(0, size)
    for index in range(size):
        path = inclusion(index, size, subtree)
        assert includes(HASHES[index], index, size, path, tree)
        assert not includes(HASHES[index + 1], index, size, path, tree)
        assert not includes(HASHES[index], index, size, [*path, EMPTY], tree)
        assert not path or not includes(HASHES[index], index, size, path[:-1], tree)
        assert size == 1 or not includes(HASHES[index], (index + 1) % size, size, path, tree)


@pytest.mark.parametrize("size", [*range(1, 34), 255, 256, 257])
def test_every_smaller_tree_is_the_beginning_and_a_changed_one_is_not(size: int) -> None:
    tree = subtree(0, size)
    for old in range(1, size + 1):
        path = consistency(old, size, subtree)
        assert consistent(old, subtree(0, old), size, tree, path)
        changed = root([leaf_hash(b"forged"), *HASHES[1:old]])
        assert not consistent(old, changed, size, tree, path)
        assert not path or not consistent(old, subtree(0, old), size, tree, path[:-1])
    assert consistent(0, EMPTY, size, tree, [])
    assert not consistent(size, tree, size, leaf_hash(b"other"), [])


def tiles(size: int) -> dict[Tile, bytes]:
    def hashes(level: int) -> list[bytes]:
        wide = 256 ** level
        return [subtree(place * wide, (place + 1) * wide) for place in range(size // wide)]

    levels = [hashes(level) for level in range(3)]
    return {tile: b"".join(levels[tile.level][tile.number * 256:tile.number * 256 + tile.width])
            for tile in tiles_of(size)}


@pytest.mark.parametrize("size", [1, 255, 256, 257, 70_000])
def test_the_tiles_hold_the_same_tree(size: int) -> None:
    tree = TiledTree(size, tiles(size).__getitem__)
    assert tree.root() == subtree(0, size)
    chance = random.Random(size)
    for index in {0, size - 1, chance.randrange(size)}:
        assert inclusion(index, size, tree.subtree) == inclusion(index, size, subtree)
    old = chance.randint(1, size)
    assert consistency(old, size, tree.subtree) == consistency(old, size, subtree)


def test_what_is_new_is_every_tile_that_changed_and_no_other() -> None:
    assert list(tiles_of(300, 256)) == [Tile(0, 1, 44)]
    assert list(tiles_of(513, 511)) == [Tile(0, 1), Tile(0, 2, 1), Tile(1, 0, 2)]
    assert list(tiles_of(70_000, 70_000)) == []
    assert [tile.path for tile in tiles_of(70_000, 69_999)] == ["tile/0/273.p/112"]


def test_names_are_those_of_the_specification() -> None:
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(2, 5, 17).path == "tile/2/005.p/17"
    assert entries_path(1000, 3) == "tile/entries/x001/000.p/3"


def test_entries_come_out_as_they_went_in_and_a_torn_file_is_refused() -> None:
    entries = [b"", b"a", b"x" * 65_535]
    assert unbundle(bundle(entries)) == entries
    for end in (1, 3, 10):
        with pytest.raises(ValueError, match="break off"):
            unbundle(bundle(entries)[:-end])
