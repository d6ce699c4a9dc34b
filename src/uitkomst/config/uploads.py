"""What a browser sends is looked at while it comes in: too much, or from nobody who may, is cut off before it fills the disk.

A file that comes in has no name on the disk: when the process dies, nothing of it is left.
"""

from __future__ import annotations

import errno
import tempfile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.urls import reverse

from uitkomst.flows import look_first

_ROOM = 1_000_000
_READ_ON = 4
"""So many times too large and the rest is not even read: the browser shows that the connection broke."""


class Measured(FileUploadHandler):
    """A file in a nameless place, gone with the request; stopped when it grows larger than may be, or when nobody is logged in.

    Where nobody needs to be logged in, all files of the request together may be as large as one look, and no larger.
    For the page to say: ``request.upload_fault`` (too_large, look_first_too_large or disk_full) and ``request.upload_most`` (bytes).
    """

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        """Once, before anything is read."""
        self.looks = look_first.is_open() and self.request.path == reverse("look_first")
        self.taken, self.most = 0, look_first.MOST_BYTES if self.looks else settings.LARGEST_UPLOAD_BYTES
        self.far_too_large = content_length > _READ_ON * self.most + _ROOM

    def new_file(self, *args: Any, **named: Any) -> None:
        user = getattr(self.request, "user", None)
        if (user is None or not user.is_authenticated) and not self.looks:
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **named)
        self.file = tempfile.TemporaryFile(dir=settings.DATA_FOLDER)  # noqa: SIM115  Django closes it with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > self.most + _ROOM or self.far_too_large:
            self._stop("look_first_too_large" if self.looks else "too_large")
        try:
            self.file.write(raw_data)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            self._stop("disk_full")

    def _stop(self, fault: str) -> None:
        self.request.upload_fault, self.request.upload_most = fault, self.most
        self.file.close()
        raise StopUpload(connection_reset=self.far_too_large)

    def file_complete(self, file_size: int) -> UploadedFile:
        try:
            self.file.seek(0)
        except OSError as error:
            # What was still in memory is written here.
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            self._stop("disk_full")
        return UploadedFile(
            file=self.file, name=self.file_name, content_type=self.content_type, size=file_size, charset=self.charset,
            content_type_extra=self.content_type_extra,
        )  # fmt: skip

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
