"""Headers: encoded words, charsets, addresses, identifiers and parameters as they come."""

import pytest

from charterdesk.channels.mail.addresses import read_addresses
from charterdesk.channels.mail.charsets import decoded
from charterdesk.channels.mail.encoded_words import header_text
from charterdesk.channels.mail.message_ids import first_id, identifiers
from charterdesk.channels.mail.names import made_name, safe_name
from charterdesk.channels.mail.parameters import read_parameters
from charterdesk.channels.mail.transfer import transferred
from charterdesk.channels.mail.values import Address
from tests.channels.mail.raw_mail import mail, parts, read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?iso-8859-1?Q?Gr=FC=DFe_aus?= =?iso-8859-1?Q?_Ulm?=", "Grüße aus Ulm"),
        ("=?utf-8?b?0J/R?= =?utf-8?b?gNC40LLQtdGC?=", "Привет"),
        ('"=?utf-8?q?J=C3=B6rg?="', '"Jörg"'),
        ("plain =?utf-8?q?a?= b", "plain a b"),
        ("=?utf-8*de?Q?M=C3=BCll?=", "Müll"),
        ("=?x-unknown?B?0J/RgNC40LLQtdGC?=", "Привет"),
        ("=?utf-8?B?0J/RgNC40LLQtdGC", "=?utf-8?B?0J/RgNC40LLQtdGC"),
        ("=?utf-8?Q?two words?=", "two words"),
        ("=?utf-8?B?YQ0KQmNjOiB4?=", "a Bcc: x"),
        ("=?utf-8?Q?a=00b=0D=0Ac?=", "ab c"),
        ("=?iso-2022-jp?B?GyRCJV0lOSVIGyhC?=", "ポスト"),
    ],
)
def test_encoded_words_are_read_as_they_were_meant(written: str, meant: str) -> None:
    assert header_text(written) == meant


@pytest.mark.parametrize(
    ("data", "charset", "meant"),
    [
        ("Принтер не печатает".encode("koi8-r"), "koi8-r", "Принтер не печатает"),
        ("Принтер не печатает уже неделю".encode("cp1251"), "", "Принтер не печатает уже неделю"),
        ("Grüße".encode(), "us-ascii", "Grüße"),
        ("Grüße".encode("cp1252"), "iso-8859-1", "Grüße"),
        ("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”"),
        ("中文".encode("gb18030"), "GB2312", "中文"),
        ("한국어".encode("cp949"), "ks_c_5601-1987", "한국어"),
        (b"abc", "zlib", "abc"),
        (b"abc", "unicode_escape", "abc"),
        (b"abc", "utf-8\0", "abc"),
        ("Grüße ".encode() * 100 + b"\xff", "utf-8", "Grüße " * 100 + "\ufffd"),
        (b"a\0b", "utf-8", "ab"),
        (b"+2AA-", "utf-7", "\ufffd"),
    ],
)
def test_bytes_become_text_whatever_was_declared(data: bytes, charset: str, meant: str) -> None:
    assert decoded(data, charset) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Cleo <cleo@x.example>", [("Cleo", "cleo@x.example")]),
        ('"Vetrova, Cleo" <C.V@X.Example>', [("Vetrova, Cleo", "C.V@x.example")]),
        ("Vetrova, Cleo <cleo@x.example>", [("Vetrova, Cleo", "cleo@x.example")]),
        ("cleo@x.example (Cleo (the one))", [("Cleo (the one)", "cleo@x.example")]),
        ("a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("Team: a@x.example, b@x.example;", [("", "a@x.example"), ("", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("<@relay.example:cleo@x.example>", [("", "cleo@x.example")]),
        ("'cleo@x.example' <cleo@x.example>", [("cleo@x.example", "cleo@x.example")]),
        ("=?utf-8?q?J=C3=B6rg=2C_K=2E?= <j@x.example>", [("Jörg, K.", "j@x.example")]),
        ('"cleo at home"@x.example', [("", '"cleo at home"@x.example')]),
        ("<cleo@x.example", [("", "cleo@x.example")]),
        ("Cleo", [("Cleo", "")]),
        ("", []),
        ("Cleo <>", [("Cleo", "")]),
        ("cleo@x.example.", [("", "cleo@x.example")]),
    ],
)
def test_addresses_are_read_as_people_write_them(
    written: str, meant: list[tuple[str, str]]
) -> None:
    assert read_addresses(written) == tuple(Address(*pair) for pair in meant)


def test_two_spellings_of_an_address_have_one_key() -> None:
    (first,), (second,) = read_addresses("A@X.EXAMPLE"), read_addresses("a@x.example")
    assert first != second
    assert first.key == second.key


def test_a_mail_from_nobody_has_no_sender_but_an_honest_subject() -> None:
    raw = mail("From: Cleo", "Subject: =?utf-8?q?Still_here?=")
    assert read(raw).sender is None
    assert read(raw).subject == "Still here"


def test_sender_stands_in_for_a_from_without_an_address() -> None:
    assert read(mail("From: Cleo", "Sender: c@x.example")).sender == Address("", "c@x.example")


def test_of_two_from_fields_the_one_that_a_signature_covers_counts() -> None:
    raw = mail("From: boss@desk.example", "Subject: Forged", "From: eve@evil.example")
    assert read(raw).sender == Address("", "eve@evil.example")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<a@x> <b@x>", ("a@x", "b@x")),
        ("<a@x>\t<a@x>", ("a@x",)),
        ("=?utf-8?q?=3Ca=40x=3E?=", ("a@x",)),
        ("a@x", ("a@x",)),
        ("<very long\r\n identifier@x>", ("verylongidentifier@x",)),
        ("no identifier at all", ()),
        ("", ()),
    ],
)
def test_message_identifiers_are_read(written: str, meant: tuple[str, ...]) -> None:
    assert identifiers(written) == meant


def test_of_a_very_long_thread_the_first_and_the_last_remain() -> None:
    chain = identifiers(" ".join(f"<{n}@x>" for n in range(1000)))
    assert (chain[0], chain[1], chain[-1], len(chain)) == ("0@x", "801@x", "999@x", 200)
    assert first_id("<a@x> <b@x>") == "a@x"


@pytest.mark.parametrize(
    ("written", "name", "meant"),
    [
        ('attachment; filename="a b.pdf"', "filename", "a b.pdf"),
        ("attachment; filename=a b.pdf; size=3", "filename", "a b.pdf"),
        ("attachment; filename*=utf-8''%D0%B0.txt", "filename", "а.txt"),
        ("attachment; filename*=iso-8859-1'de'%FC.txt", "filename", "ü.txt"),
        ('attachment; filename*0="long "; filename*1="name.txt"', "filename", "long name.txt"),
        ("a/b; filename*1*=%B0.t; filename*0*=utf-8''%D0; filename*2=xt", "filename", "а.txt"),
        ('text/plain; name="=?utf-8?b?0LAudHh0?="', "name", "а.txt"),
        (r'a/b; name="C:\dir\f.txt"; x=1', "name", r"C:\dir\f.txt"),
        (r'a/b; name="C:\dir\"; x=1', "x", "1"),
        (r'a/b; name="say \"hi\".txt"', "name", 'say "hi".txt'),
        ('a/b; name="a;b.txt"', "name", "a;b.txt"),
        ("a/b; NAME=x", "name", "x"),
    ],
)
def test_parameters_are_read(written: str, name: str, meant: str) -> None:
    assert read_parameters(written).parameters[name] == meant


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\cleo\notes.txt", "notes.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nb\0.txt", "ab.txt"),
        ("x" * 300 + ".tar.gz", "x" * 197 + ".gz"),
        ("Documentacio\u0301n.pdf", "Documentación.pdf"),
        ("..", ""),
        ("/", ""),
        (".profile", "profile"),
    ],
)
def test_names_of_attachments_are_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_part_without_a_name_gets_one_with_the_right_ending() -> None:
    assert made_name("part-1", "image/jpeg") == "part-1.jpg"
    assert made_name("Re: a/b", "message/rfc822") == "b.eml"
    assert made_name("", "x-own/thing") == "part.bin"


@pytest.mark.parametrize(
    ("data", "encoding", "meant"),
    [
        (b"aGVs\r\nbG8", "base64", b"hello"),
        (b"aGVs!!bG8=", "BASE64", b"hello"),
        (b"aGVsbG8=\r\n-- a list's words --", "base64", b"hello"),
        (b"aGk=\r\naGk=\r\n", "base64", b"hihi"),
        (b"aGVsbG8hX", "base64", b"hello!"),
        (b"a=3Db=\r\nc", "quoted-printable", b"a=bc"),
        (b"=ZZ=4", "quoted-printable", b"=ZZ=4"),
        (b"begin 644 a\r\n#86)C\r\n`\r\nend\r\n", "x-uuencode", b"abc"),
        (b"no begin", "x-uuencode", b"no begin"),
        (b"as it is", "8bit", b"as it is"),
        (b"as it is", "something else", b"as it is"),
    ],
)
def test_transfer_encodings_are_undone_as_far_as_they_go(
    data: bytes, encoding: str, meant: bytes
) -> None:
    assert transferred(data, encoding) == meant


def test_a_line_that_lost_its_indent_does_not_end_the_headers() -> None:
    raw = b"X-Long: a\r\nrest of it\r\nFrom: a@b.example\r\nSubject: kept\r\n\r\nbody"
    found = read(raw)
    assert (found.subject, found.text) == ("kept", "body")


def test_an_eight_bit_subject_is_read_in_the_charset_of_its_body() -> None:
    raw = (
        "Subject: Принтер\r\nFrom: a@b.example\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n"
    )
    assert read(raw.encode("koi8-r")).subject == "Принтер"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_kind_of_line_end_is_read(end: str) -> None:
    raw = mail(body=b"one\r\ntwo\r\n").replace(b"\r\n", end.encode())
    assert (read(raw).subject, read(raw).text) == ("Printer", "one\ntwo")


def test_a_multipart_without_its_last_boundary_loses_nothing() -> None:
    raw = parts(b"\r\nfirst", b"Content-Disposition: attachment; filename=a.txt\r\n\r\nsecond")
    found = read(raw.replace(b"\r\n--cut--\r\n", b""))
    assert found.text == "first"
    assert found.attachments[0].content == b"second"


def test_a_multipart_without_any_boundary_is_text() -> None:
    found = read(mail("Content-Type: multipart/mixed", body=b"only words\r\n"))
    assert found.text == "only words"
    assert found.defects == ("A multipart body without readable parts was taken as text.",)


@pytest.mark.parametrize("date", ["nonsense", "Fri, 99 Foo 99999 99:99:99 +9999", "", "1 Jan 0001"])
def test_a_date_that_is_none_is_none(date: str) -> None:
    assert read(mail(f"Date: {date}")).date is None


def test_one_mail_delivered_twice_has_one_hash() -> None:
    first = mail("Received: by one", body=b"the same  words\r\n")
    second = mail("Received: by two", "X-More: y", body=b"the same words \n\n")
    assert read(first).body_hash == read(second).body_hash
    assert read(first).body_hash != read(mail(body=b"other words")).body_hash
