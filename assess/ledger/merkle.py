"""The Merkle tree over the entries of the log (RFC 6962): its root, and proofs that anybody can check.

An inclusion proof shows that an entry stands in a tree of a given size and root, a consistency proof that a smaller
tree is the beginning of a larger one: nothing was taken out, changed or put in between. All hashes are 32 bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""The root of a tree without entries."""

Subtree = Callable[[int, int], bytes]
"""The root over the entries from … to …; a range that RFC 6962 calls D[a:b]."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two neighbours."""
    return sha256(b"\1" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over the hashes of all entries, in order."""
    if not hashes:
        return EMPTY
    level = list(hashes)
    while len(level) > 1:
        paired = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(paired) * 2:]
    return level[0]


def split(size: int) -> int:
    """The largest power of two below ``size``: where a tree of two entries or more divides."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The proof that entry ``index`` (from 0) stands in the tree of ``size`` entries; lowest neighbour first."""
    if not 0 <= index < size:
        raise ValueError(f"no entry {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree of ``old`` entries is the beginning of that of ``new``; empty for 0, and for equals."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} is no beginning of one of {new}")
    if old in (0, new):
        return []
    path: list[bytes] = []
    start, end, known = 0, new, True
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, known = middle, False
    return ([] if known else [subtree(start, end)]) + path[::-1]


def includes(entry_hash: bytes, index: int, size: int, path: Sequence[bytes], tree: bytes) -> bool:
    """Whether ``path`` proves the entry at ``index`` of the tree of that size and root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, entry_hash
    for neighbour in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(neighbour, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, neighbour)
        place, last = place >> 1, last >> 1
    return last == 0 and found == tree


def consistent(old: int, old_tree: bytes, new: int, new_tree: bytes, path: Sequence[bytes]) -> bool:
    """Whether ``path`` proves that the old tree is the beginning of the new one (RFC 9162 §2.1.4.2)."""
    if not 0 <= old <= new or (old == new and old_tree != new_tree) or (old == 0 and old_tree != EMPTY):
        return False
    if old in (0, new):
        return not path
    hashes = [*([old_tree] if old & (old - 1) == 0 else []), *path]
    if not hashes:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = hashes[0]
    for neighbour in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(neighbour, before), node_hash(neighbour, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, neighbour)
        place, last = place >> 1, last >> 1
    return last == 0 and (before, after) == (old_tree, new_tree)
