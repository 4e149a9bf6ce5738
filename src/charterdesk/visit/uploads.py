"""Several files at once, bounded in number and size; how large they may be, the charter says."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from charterdesk.cases.messages import File
from charterdesk.channels.mail.names import safe_name
from charterdesk.engine.charter.values import Charter
from charterdesk.look.files import USUAL_FILES, FileLimits


def limits_of(charter: Charter) -> FileLimits:
    """What a customer may send in one message under this charter."""
    return FileLimits(charter.intake.files_each, charter.intake.files_together)


class ManyFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files; empty where none were given."""

    widget = ManyFiles
    limits = USUAL_FILES

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        """The files that were given; raises ValidationError where they are too large or many."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        files = [one for one in given if one]
        if fault := self.limits.fault([(one.name or "", one.size or 0) for one in files]):
            raise forms.ValidationError(fault)
        return files


def files_field(limits: FileLimits = USUAL_FILES) -> FilesField:
    """The field of a form that may have files of that size."""
    field = FilesField(required=False)
    field.limits = limits
    return field


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
