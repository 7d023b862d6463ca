"""The forms in which a letter leaves the house. All say the same, from the same frozen version."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    PDF = "pdf", _("PDF")
    LARGE = "large", _("PDF in large print")
    DOCX = "docx", _("Word document")
    TXT = "txt", _("plain text")
    HTML = "html", _("web page")


@dataclass(frozen=True)
class Output:
    """`word` tells its file from the PDF's, in the language of the letter; `sheet` is its style sheet."""

    extension: str
    content_type: str
    word: str = ""
    sheet: str = ""


OUTPUTS = MappingProxyType(
    {
        Form.PDF: Output("pdf", "application/pdf", sheet="letter"),
        Form.LARGE: Output("pdf", "application/pdf", "大字版", sheet="letter_large"),
        Form.DOCX: Output("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Form.TXT: Output("txt", "text/plain; charset=utf-8"),
        Form.HTML: Output("html", "text/html; charset=utf-8"),
    }
)


def file_name(stem: str, form: str) -> str:
    """致商家函-CG20261123-7K2M9-第2版 as a file of this form: 致商家函-CG20261123-7K2M9-第2版-大字版.pdf"""
    output = OUTPUTS[Form(form)]
    return f"{stem}{f'-{output.word}' if output.word else ''}.{output.extension}"
