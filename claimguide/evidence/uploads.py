"""How bodies of uploads reach the disk: never more of one file than the largest that is taken."""

from __future__ import annotations

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from .refusals import MAX_FILE_BYTES


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Counts the bytes of a file to its end but stops writing them where it is larger than may be kept.

    The file then says its true size, so that the refusal can say why; a full disk cannot be had this way.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= MAX_FILE_BYTES:
            super().receive_data_chunk(raw_data, start)
