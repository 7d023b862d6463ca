"""A Merkle tree over hexadecimal leaves, hashed as RFC 6962 does: 0x00 before a leaf, 0x01 before a node."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Path = list[list[str]]


def root(leaves: Sequence[str]) -> str:
    """The root, 64 hexadecimal digits; of no leaves the SHA-256 of nothing."""
    level = _bottom(leaves)
    while len(level) > 1:
        level = _above(level)
    return (level[0] if level else hashlib.sha256().digest()).hex()


def path(leaves: Sequence[str], place: int) -> Path:
    """From the leaf at `place` (from 0) to the root: the hashes beside it, each ["L" or "R", digits]."""
    level, found = _bottom(leaves), []
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            found.append(["L" if beside < place else "R", level[beside].hex()])
        level, place = _above(level), place // 2
    return found


def climb(leaf: str, way: Path) -> str:
    """The root that follows from a leaf and its path."""
    total = _leaf(leaf)
    for side, beside in way:
        other = bytes.fromhex(beside)
        total = _node(other, total) if side == "L" else _node(total, other)
    return total.hex()


def node(left: str, right: str) -> str:
    """What stands above two hashes."""
    return _node(bytes.fromhex(left), bytes.fromhex(right)).hex()


def _bottom(leaves: Sequence[str]) -> list[bytes]:
    return [_leaf(leaf) for leaf in leaves]


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    # The last of an odd number goes up as it is; doubling it would let two lists have one root.
    return pairs + level[len(pairs) * 2 :]


def _leaf(digits: str) -> bytes:
    return hashlib.sha256(b"\0" + bytes.fromhex(digits)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
