"""A file of text that somebody chose: bounded, and told apart from what is no text."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from charterdesk.engine.charter.nodes import LARGEST

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def text_of_upload(upload: UploadedFile[bytes]) -> str:
    """Its text, in UTF-8 or with the mark of UTF-16; raises ValidationError with a sentence."""
    name = upload.name or ""
    if (upload.size or 0) > LARGEST:
        raise forms.ValidationError(_("“%(name)s” is larger than 1 MB.") % {"name": name})
    data: bytes = upload.read()
    try:
        return data.decode(_MARKS.get(data[:2], "utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = {"name": name, "line": str(line)}
        raise forms.ValidationError(
            _("“%(name)s” is not UTF-8 text (line %(line)s): save it as UTF-8.") % said
        ) from None
