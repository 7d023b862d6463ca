"""What staff keep up to date. Each particular says how far it was checked."""

from .base import LoadedFixture, Trust
from .courts import WageFigure
from .days import WorkDay, WorkYear
from .directory import Channel, ConsumerBody, MediaSource, Platform, PlatformPhone, PlatformRule, Region
from .law import Article, PolicyChange, Statute, StatuteVersion
from .reports import RouteReport
from .search import SearchEntry, SearchGram

__all__ = [
    "Article",
    "Channel",
    "ConsumerBody",
    "LoadedFixture",
    "MediaSource",
    "Platform",
    "PlatformPhone",
    "PlatformRule",
    "PolicyChange",
    "Region",
    "RouteReport",
    "SearchEntry",
    "SearchGram",
    "Statute",
    "StatuteVersion",
    "Trust",
    "WageFigure",
    "WorkDay",
    "WorkYear",
]
