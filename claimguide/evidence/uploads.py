"""How bodies of uploads reach the disk: never more of a file than its kind may have, nor of all together."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from .inspect import signatures
from .refusals import MAX_CASE_BYTES, MAX_FILE_BYTES


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Counts the bytes of a file to its end but stops writing them where there are more than may be kept.

    The file then says its true size, so that the refusal can say why; a full disk cannot be had this way.
    """

    written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        kind = signatures.by_name(self.file_name or "")
        self.most = kind.max_bytes if kind else MAX_FILE_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        size = len(raw_data)
        if start + size <= self.most and self.written + size <= MAX_CASE_BYTES:
            self.written += size
            super().receive_data_chunk(raw_data, start)
