"""How days and times read in Chinese, whichever catalogue speaks (cases.wording): as in zh_Hans."""

from django.conf.locale.zh_Hans.formats import *  # type: ignore[import-untyped]  # noqa: F403
