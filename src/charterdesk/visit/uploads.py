"""Several files at once, bounded in number and size."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from charterdesk.cases.messages import File
from charterdesk.channels.mail.names import safe_name

MOST_BYTES = 25 * 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files; empty where none were given."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        """The files that were given; raises ValidationError where they are too large together."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        files = [one for one in given if one]
        if sum(one.size or 0 for one in files) > MOST_BYTES:
            raise forms.ValidationError(
                gettext_lazy("The files are larger than 25 MB together: send some of them.")
            )
        return files


def files_in(uploads: list["UploadedFile[Any]"]) -> tuple[File, ...]:
    """The uploaded files as values; their names and types are only for showing."""
    return tuple(
        File(
            name=safe_name(upload.name or "") or "file",
            content_type=(upload.content_type or "application/octet-stream")[:255],
            content=upload.read(),
        )
        for upload in uploads
    )
