"""The only door through which a letter can reach for a file: a dictionary of named assets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "bundle:"


class Asset(NamedTuple):
    """One file a letter may show, for example a re-encoded JPEG."""

    content: bytes
    media_type: str


class AddressRefused(ValueError):
    """A letter tried to load something that is not one of its assets."""


class BundleFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `bundle:<name>` from the given assets and stops the rendering at any other address.

    No network, no local files, no data: addresses, no redirects. The refusal is WeasyPrint's fatal error, a
    BaseException: an ordinary one would be logged and the letter would come out without the part.
    """

    def __init__(self, assets: Mapping[str, Asset] | None = None) -> None:
        super().__init__(allowed_protocols=("bundle",), allow_redirects=False, fail_on_errors=True)
        self._assets = dict(assets or {})

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the asset of that name or raise FatalURLFetchingError."""
        asset = self._assets.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if asset is None:
            raise FatalURLFetchingError(f"address refused: {url[:200]!r}")
        return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})
