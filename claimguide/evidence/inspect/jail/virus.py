"""The test string every scanner knows, found without a scanner: it shows that this path works."""

from __future__ import annotations

# In two halves, so that no scanner takes this very file for the test.
TEST = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Found(Exception):
    """What was seen holds the test string."""


class Watch:
    """Looks for the string in pieces that follow each other."""

    def __init__(self) -> None:
        self._before = b""

    def see(self, piece: bytes) -> None:
        """Raises Found."""
        if TEST in piece or TEST in self._before + piece[: len(TEST)]:
            raise Found
        self._before = (self._before + piece)[-len(TEST) :] if len(piece) < len(TEST) else piece[-len(TEST) :]
