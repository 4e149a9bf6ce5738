"""How a quote, a forwarded mail and a signature announce themselves in ru, en, de, fr and more.

Each question looks at a bounded piece of one line, so that no text can make it slow.
"""

import re

LINE_CHARS = 400

EMAIL = r"[^\s<>@]{1,100}@[^\s<>@]{1,200}"
ADDRESSED = re.compile(rf"[<\[(]?(?:mailto:)?{EMAIL}[>\])]?")
ENDS_ADDRESSED = re.compile(rf"<(?:mailto:)?{EMAIL}>[\s>*_]*:\Z")
DATED = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b")
SAID = re.compile(
    r"\b(?:wrote|writes|schrieb|a écrit|пишет|пишете|писал|писала|написал|написала"
    r"|escribió|ha scritto|escreveu|schreef|skrev|napisał|napisała)\b",
    re.IGNORECASE,
)
# First words of "On Monday ... wrote:" and its like, for a heading broken over two lines.
STARTS = re.compile(
    r"[>\s*_]*(?:on|am|le|el|il|em|op|den|dnia|w dniu|пн|вт|ср|чт|пт|сб|вс|\d{1,4}[.\-/ ]"
    r"|mon|tue|wed|thu|fri|sat|sun|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье)\b",
    re.IGNORECASE,
)

RULE = re.compile(r"\s*[_\-=*]{10,}\s*\Z")
ORIGINAL = re.compile(
    r"\s*-{2,}\s*(?:original (?:message|appointment)|исходное сообщение|оригинальное сообщение"
    r"|ursprüngliche nachricht|original-nachricht|originalnachricht|message d['’]origine"
    r"|message original|mensaje original|messaggio originale|oorspronkelijk bericht"
    r"|wiadomość oryginalna)\s*-{2,}\s*\Z",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"\s*(?:-{2,}\s*)?(?:forwarded (?:message|by)|begin forwarded message"
    r"|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения"
    r"|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|message transféré|message transmis|début du message (?:transféré|réexpédié))\b.{0,80}\Z",
    re.IGNORECASE,
)

LABELS = {
    "from": "from von de от кого da van od",
    "date": "date sent datum gesendet envoyé дата отправлено отправлен",
    "to": "to an à a кому",
    "cc": "cc kopie копия",
    "subject": "subject betreff objet тема",
}
LABEL_OF = {word: label for label, words in LABELS.items() for word in words.split()}
LABELLED = re.compile(r"\s*\*?([^\W\d_]{1,12})\s?:\*?\s*(\S.{0,200})?")

SIGNATURE = re.compile(r"--[ \u00a0]?\Z")
MOBILE = re.compile(
    r"\s*(?:(?:sent|get) (?:from|via|with) (?:my )?\S.{0,60}|get outlook for .{1,30}"
    r"|отправлено (?:с|из|через) .{1,60}"
    r"|(?:von meinem|gesendet (?:von|mit)) .{1,60}|von \S.{0,30} gesendet"
    r"|(?:envoyé (?:de|depuis|à partir de)) .{1,60}"
    r"|télécharger outlook pour .{1,30}|скачать outlook для .{1,30})\Z",
    re.IGNORECASE,
)


def is_quoted(line: str) -> bool:
    """A line that begins with the quote mark."""
    return line[:4].lstrip(" \t\u00a0").startswith(">")


def heads_quote(joined: str) -> bool:
    """The like of On Monday Jane wrote: two of date, address and verb, then a colon."""
    line = joined.strip().rstrip("*_ \u00a0")
    if len(line) > LINE_CHARS or not line.endswith(":"):
        return False
    dated, said = bool(DATED.search(line)), bool(SAID.search(line))
    if ENDS_ADDRESSED.search(line):
        return dated or said
    return said and (dated or ADDRESSED.search(line) is not None)


def may_begin_heading(line: str) -> bool:
    """The first half of a heading that was broken over two lines."""
    return (
        len(line) <= LINE_CHARS
        and STARTS.match(line) is not None
        and DATED.search(line) is not None
    )


def label_of(line: str) -> str:
    """from, date, to, cc or subject for a line such as "Sent: Monday", else nothing."""
    found = LABELLED.match(line[:LINE_CHARS])
    return LABEL_OF.get(found[1].lower(), "") if found else ""


def is_original_mark(line: str) -> bool:
    """A line such as -----Original Message-----."""
    return len(line) <= LINE_CHARS and ORIGINAL.match(line) is not None


def is_forwarded_mark(line: str) -> bool:
    """A line such as ---------- Forwarded message ---------."""
    return len(line) <= LINE_CHARS and FORWARDED.match(line) is not None


def is_rule(line: str) -> bool:
    """A line of ten or more dashes, as some programs put above what they quote."""
    return len(line) <= LINE_CHARS and RULE.match(line) is not None


def is_signature_mark(line: str) -> bool:
    """The line of two dashes that begins a signature."""
    return SIGNATURE.match(line) is not None


def is_mobile_signature(line: str) -> bool:
    """The line that a telephone's mail program adds."""
    return len(line) <= LINE_CHARS and MOBILE.match(line) is not None
