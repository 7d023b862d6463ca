"""Log lines that hold no line breaks and no terminal codes, whatever a request carried."""

from __future__ import annotations

import logging


class OneLineFormatter(logging.Formatter):
    """`time level logger message`, control characters escaped; tracebacks keep their lines."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
