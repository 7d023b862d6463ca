"""What mails say. They are Chinese whatever language the page is in, as all papers are, and hold no HTML.

The consent alone speaks the language of the page: it is the reader's own word.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from claimguide.letters.models import LetterVersion

MAX_SUBJECT = 150
CODE_SUBJECT = "邮箱验证码"
CODE_TEXT = """\
您在“网购维权指引”网站填写了这个邮箱。验证码：

{code}

15分钟内有效，请填到网站页面上。如果不是您本人操作，请忽略本邮件，不会有任何函件以这个邮箱的名义发出。
"""
TEXT = """\
您好：

附件是消费者的《{title}》（案件编号：{number}），请查收，并按其中写明的要求处理和答复。

请直接回复本邮件，回复会送达消费者本人：{reply_to}

本邮件由“网购维权指引”网站按消费者的要求代为发送。网站不是争议当事人，也不代理任何一方。
附件：{file}（SHA-256：{sha256}）
"""
_PLAIN = re.compile(r"[\x21-\x7e]+")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


def subject(version: LetterVersion) -> str:
    """The letter's title and the number of the case, on one line whatever the title holds."""
    line = _line(f"{version.content['title']}（{version.content['case_number']}）")
    return line[:MAX_SUBJECT]


def body(version: LetterVersion, reply_to: str) -> str:
    return TEXT.format(
        title=_line(version.content["title"]),
        number=version.content["case_number"],
        reply_to=reply_to,
        file=version.file_name,
        sha256=version.pdf_sha256,
    )


def consent(version: LetterVersion, *, to: str, recipient: str, reply_to: str) -> str:
    """What the consumer agrees to, in the language of the page: who gets what, by which way and what for."""
    return _(
        "I agree that this site gives %(recipient)s (%(to)s), by e-mail, the letter “%(title)s” as a PDF "
        "with my name, contact details, order and payment data, the course of the dispute and the list of "
        "exhibits, and my address %(reply_to)s, so that my claim is dealt with and I am answered. What was "
        "sent cannot be called back."
    ) % {
        "recipient": _line(recipient),
        "to": to,
        "title": _line(version.content["title"]),
        "reply_to": reply_to,
    }


def _line(value: str) -> str:
    """`value` on one line, without signs that turn the direction of writing or cannot be seen."""
    plain = _BREAKS.sub(" ", value)
    return "".join(each for each in plain if unicodedata.category(each) not in ("Cf", "Cs", "Co")).strip()


def is_plain_address(value: str) -> bool:
    """Whether `value` is one address of printable ASCII signs and nothing that could open another header."""
    if not _PLAIN.fullmatch(value) or any(sign in value for sign in ',;<>"()\\:'):
        return False
    try:
        EmailValidator()(value)
    except ValidationError:
        return False
    return True
