"""What a browser sends is looked at while it comes in: too much, or from nobody who may, is cut off before it fills the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

_ROOM = 1_000_000


class Measured(TemporaryFileUploadHandler):
    """A file in a temporary place, gone with the request; stopped when it grows larger than may be, or when nobody is logged in."""

    def new_file(self, *args: Any, **named: Any) -> None:
        self.taken = 0
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **named)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > settings.LARGEST_UPLOAD_BYTES + _ROOM:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)
