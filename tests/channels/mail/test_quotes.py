"""The newest text and the rest: what is folded, what never is, and that no line is lost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.channels.mail.message import split_quotes

OLD = "> Have you tried the other cable?\n> Ada\n"
OUTLOOK_EN = (
    "From: Ada Lind <support@desk.example>\nSent: Monday, 16 November 2026 09:12\n"
    "To: Cleo\nSubject: RE: [EX-17] Printer\n\nHave you tried the other cable?\n"
)
OUTLOOK_RU = (
    "От: Ада Линд <support@desk.example>\nОтправлено: 16 ноября 2026 г. 9:12\n"
    "Кому: Клео\nТема: RE: [EX-17] Принтер\n\nА другой кабель?\n"
)
OUTLOOK_DE = (
    "Von: Ada Lind <support@desk.example>\nGesendet: Montag, 16. November 2026 09:12\n"
    "An: Cleo\nBetreff: AW: [EX-17] Drucker\n\nHaben Sie das andere Kabel probiert?\n"
)
OUTLOOK_FR = (
    "De : Ada Lind <support@desk.example>\nEnvoyé : lundi 16 novembre 2026 09:12\n"
    "À : Cleo\nObjet : RE: [EX-17] Imprimante\n\nAvez-vous essayé l'autre câble ?\n"
)

FOLDED = {
    "a heading in English": f"On 16 Nov 2026, at 09:12, Ada <support@desk.example> wrote:\n\n{OLD}",
    "an American one": f"On Mon, Nov 16, 2026 at 9:12 AM Ada Lind <a@desk.example> wrote:\n{OLD}",
    "one broken over two lines": (
        "On Mon, Nov 16, 2026 at 9:12 AM Ada Lind of the Second Line\n"
        f"<support@desk.example> wrote:\n\n{OLD}"
    ),
    "one broken over three lines": (
        f"On Mon, Nov 16, 2026 at 9:12 AM\nAda Lind <support@desk.example>\nwrote:\n\n{OLD}"
    ),
    "one that names nobody's address": f"On 2026-11-16 09:12, Ada Lind wrote:\n{OLD}",
    "a heading in German": f"Am 16.11.2026 um 09:12 schrieb Ada Lind:\n{OLD}",
    "a German one with an address": (
        f"Am Mo., 16. Nov. 2026 um 09:12 Uhr schrieb Ada <a@desk.example>:\n\n{OLD}"
    ),
    "a heading in French": (
        f"Le lun. 16 nov. 2026 à 09:12, Ada Lind <a@desk.example> a écrit :\n\n{OLD}"
    ),
    "a heading in Russian": f"16.11.2026 09:12, Ада Линд пишет:\n{OLD}",
    "a Russian one with an address": (
        f"пн, 16 нояб. 2026 г. в 09:12, Ада Линд <a@desk.example>:\n\n{OLD}"
    ),
    "a Russian one with a zone": f'16.11.2026, 09:12, "Ада Линд" <a@desk.example>:\n{OLD}',
    "a Russian one in the past": f"16 ноября 2026 г., 09:12 Ада Линд написала:\n{OLD}",
    "a heading inside the quote": (
        "> Понедельник, 16 ноября 2026, 9:12 +03:00 от Ада <a@desk.example>:\n> \n> А кабель?\n"
    ),
    "a heading in Spanish": f"El 16 nov 2026 a las 9:12, Ada <a@desk.example> escribió:\n{OLD}",
    "a heading without marks below it": (
        "On 16 Nov 2026, at 09:12, Ada <support@desk.example> wrote:\n\nHave you tried it?\nAda\n"
    ),
    "headers in English": OUTLOOK_EN,
    "headers in Russian": OUTLOOK_RU,
    "headers in German": OUTLOOK_DE,
    "headers in French": OUTLOOK_FR,
    "headers in bold": OUTLOOK_EN.replace("From:", "*From:*").replace("Sent:", "*Sent:*"),
    "headers below a rule": f"{'_' * 32}\n{OUTLOOK_EN}",
    "the original mark": "-----Original Message-----\nFrom: Ada\n\nHave you tried it?\n",
    "the German original mark": "-----Ursprüngliche Nachricht-----\nVon: Ada\n\nAlt\n",
    "the Russian original mark": "-----Исходное сообщение-----\nОт: Ада\n\nСтарое\n",
    "a quote without a heading": OLD,
    "nested quotes": "> > first\n> second\n>> third\n",
    "a signature": "-- \nCleo Vetrova\nCustomer Ltd\n+46 8 000 00 00\n",
    "a signature and a quote": f"-- \nCleo\n\nOn 16 Nov 2026 09:12, Ada wrote:\n{OLD}",
    "a telephone's line": "Sent from my iPhone\n",
    "a Russian telephone's line": "Отправлено с iPhone\n",
    "a German telephone's line": "Von meinem iPad gesendet\n",
    "a French telephone's line": "Envoyé de mon iPhone\n",
}

KEPT = {
    "plain words": "The printer is broken.\nIt smokes.",
    "From: in a sentence": "The log has this line\nFrom: the scanner we got nothing\nWhat now?",
    "wrote in a sentence": "On Monday I wrote to you.\nNothing happened since.",
    "a sample below a colon": "The console prints:\n> SELECT 1;\n> ERROR 42\nWhat is that?",
    "a sample at the end": "It says this:\n> ERROR 42\n> giving up",
    "answers between the lines": (
        "> How many users?\n\nAbout fifty.\n\n> Which version?\n\nThe latest one."
    ),
    "answers below a heading": (
        "On 16 Nov 2026 09:12, Ada wrote:\n> How many?\n\nFifty.\n\n> Which?\n\nThe latest."
    ),
    "a forwarded mail": (
        "Please see below.\n\n---------- Forwarded message ---------\n"
        "From: Dora <dora@elsewhere.example>\nDate: Mon, 16 Nov 2026\nSubject: Invoice\n"
        "To: Cleo\n\nThe invoice is wrong."
    ),
    "a forwarded Russian mail": (
        "Смотрите ниже.\n\n-------- Пересылаемое сообщение --------\nОт: Дора\n"
        "Дата: 16.11.2026\nТема: Счёт\nКому: Клео\n\nСчёт неверен."
    ),
    "a time and a colon": "At 10:02 this happened:\nthe light went out.",
    "a dividing line of dashes": "First part\n--\n" + "\n".join(f"line {n}" for n in range(12)),
}


def lines(text: str) -> list[str]:
    """The lines that say something, sorted."""
    return sorted(line.strip() for line in text.split("\n") if line.strip())


@pytest.mark.parametrize("name", sorted(FOLDED))
def test_what_was_said_before_is_folded(name: str) -> None:
    split = split_quotes(f"No, it still smokes.\n\n{FOLDED[name]}")
    assert split.new == "No, it still smokes."
    assert lines(split.quoted) == lines(FOLDED[name])


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_the_writer_says_is_never_folded(name: str) -> None:
    split = split_quotes(KEPT[name])
    assert (split.new, split.quoted) == (KEPT[name], "")


def test_an_answer_below_the_quote_is_new() -> None:
    split = split_quotes(f"On 16 Nov 2026 09:12, Ada wrote:\n{OLD}\nYes, the same.\n")
    assert split.new == "Yes, the same."
    assert split.quoted.startswith("On 16 Nov")


def test_words_above_and_below_a_quote_are_both_new() -> None:
    split = split_quotes(f"Thanks.\n\nOn 16 Nov 2026 09:12, Ada wrote:\n{OLD}\nOne more thing.")
    assert lines(split.new) == ["One more thing.", "Thanks."]


def test_a_text_of_quotes_alone_is_all_new() -> None:
    assert split_quotes(OLD).new == OLD.strip("\n")
    assert split_quotes(OUTLOOK_EN).new == OUTLOOK_EN.strip("\n")


def test_line_ends_of_every_kind_are_read() -> None:
    assert split_quotes("Yes.\r\n\r\n> a\r\n> b\r\n") == split_quotes("Yes.\n\n> a\n> b\n")
    assert split_quotes("Yes.\r\r> a\r> b") == split_quotes("Yes.\n\n> a\n> b")


PIECES = st.sampled_from(
    [
        *FOLDED.values(),
        *KEPT.values(),
        *("", "> a", ">", "--", "-- ", "From: x", "To: y", "Subject: z", "wrote:", "On 12:00", ":"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=12).map("\n".join))
def test_every_line_is_in_exactly_one_half(text: str) -> None:
    split = split_quotes(text)
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    assert lines(f"{split.new}\n{split.quoted}") == lines(whole)
    assert split.new.strip() or not whole.strip()


@pytest.mark.parametrize(
    "piece",
    ["On a ", "> a\nb\n", "> a\n\n", "x\n> y\n\n", "From: a\n", "12:00 wrote:\n\n", "a:\n", "--\n",
     "On 10:10 <a@b>:\n", "_", "<a@", "a@b ", "On Mon wrote ", "- ", "*", "\n", "Sent from "],
)  # fmt: skip
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        split_quotes(piece * count)
        return time.process_time() - started

    assert min(seconds(40_000) for _ in range(2)) < 3.0
