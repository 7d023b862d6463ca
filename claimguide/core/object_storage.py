"""Exhibits and letters in an object store (S3), which behaves towards the site as a disk does.

The class of django-storages alone answers troubles with errors of its client's own family, holds a whole
object in memory where a few of its bytes are read, and up to eighty megabytes of one that is written.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

CHUNK = 256 * 1024
CONNECT_SECONDS, READ_SECONDS = 5, 30


@contextmanager
def _as_of_a_disk() -> Iterator[None]:
    """Troubles of the store as OSError: FileNotFoundError for an object, ConnectionError for all else."""
    try:
        yield
    except ClientError as error:
        said = error.response.get("Error", {}).get("Code", "")
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        # With its bucket all objects seem to be gone, and nobody must take them for lost.
        if status == HTTPStatus.NOT_FOUND and said != "NoSuchBucket":
            raise FileNotFoundError(said) from None
        raise ConnectionError(said) from error
    except (BotoCoreError, Boto3Error) as error:
        raise ConnectionError(type(error).__name__) from error


class _Stored(io.RawIOBase):
    """An object to be read: what comes over the network begins where it is read, and is let go by a seek."""

    def __init__(self, stored: Any) -> None:
        super().__init__()
        self._object = stored
        # Kept here: the client asks for them anew after each request.
        self._size: int = stored.content_length
        self._tag: str = stored.e_tag
        self._at = 0
        self._body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if at != self._at:
            self._let_go()
        self._at = at
        return at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        with _as_of_a_disk():
            if self._body is None:
                self._body = self._from_here()
            data = self._body.read(len(buffer))
        if not data:
            raise ConnectionError("the object ended too early")
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _from_here(self) -> Any:
        answer = self._object.get(Range=f"bytes={self._at}-")
        if answer["ETag"] != self._tag:
            answer["Body"].close()
            raise ConnectionError("the object was replaced while it was read")
        return answer["Body"]

    def close(self) -> None:
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None


class ObjectStorage(S3Storage):  # type: ignore[misc]
    """`save` never replaces an object; names, options and credentials are those of S3Storage."""

    def get_default_settings(self) -> dict[str, Any]:
        config = Config(
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": 2},
            # Stores that only speak S3 refuse the checksums that newer clients add by themselves.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        own = {
            "default_acl": "private",
            "file_overwrite": False,
            "client_config": config,
            # Threads would hold ten parts in memory at once.
            "transfer_config": TransferConfig(use_threads=False),
        }
        return {**super().get_default_settings(), **own}

    def replace(self, name: str, content: File[bytes]) -> None:
        """Put the object over an older one of this name; readers see the one or the other, whole."""
        self._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("objects are opened to be read")
        stored = self.bucket.Object(self._normalize_name(clean_name(name)))
        with _as_of_a_disk():
            stored.load()
        return File(io.BufferedReader(_Stored(stored), CHUNK), name)

    def _save(self, name: str, content: File[bytes]) -> str:
        with _as_of_a_disk():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with _as_of_a_disk():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _as_of_a_disk():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _as_of_a_disk():
            folders, files = super().listdir(name)
        return folders, files

    def size(self, name: str) -> int:
        with _as_of_a_disk():
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        with _as_of_a_disk():
            changed: datetime = super().get_modified_time(name)
        return changed
