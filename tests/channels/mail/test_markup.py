"""HTML from outside: what stays, what never gets through, and what it says as text."""

import pytest

from charterdesk.channels.mail.markup import sanitised, text_of

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": "<p onclick='alert(1)'>x</p>",
    "script address": "<a href='javascript:alert(1)'>x</a>",
    "hidden script address": "<a href=' java\tscript:alert(1)'>x</a>",
    "data page": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "drawing": "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "drawn picture": "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "frame": "<iframe src='https://evil.example'></iframe>",
    "form": "<form action='https://evil.example'><input name=password><button>x</button></form>",
    "style sheet": "<style>@import 'https://evil.example'</style><link rel=stylesheet href=x>",
    "style": "<p style='background:url(https://evil.example);position:fixed'>x</p>",
    "object": "<object data='https://evil.example'></object><embed src='https://evil.example'>",
    "refresh": "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "new base": "<base href='https://evil.example'><a href='/login'>x</a>",
    "borrowed looks": "<div id=content class='button primary' name=next>x</div>",
    "formula": "<math><mtext><script>alert(1)</script></mtext></math>",
    "mutating": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "comment": "<!--><img src=x onerror=alert(1)>-->",
    "background": "<table background='https://evil.example/x.png'><tr><td>x</td></tr></table>",
    "source set": "<img srcset='https://evil.example/x.png 2x' src='//evil.example/x.png'>",
}
FORBIDDEN = (
    "alert", "javascript:", "evil.example", "<svg", "<form", "<input", "<button", "<iframe",
    "<style", "<link", "<meta", "<base", "<object", "<embed", "<math", "<noscript", "onclick",
    "onerror", " id=", " class=", " name=", "svg+xml", "data:text", "srcset", "position",
    "/login",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_nothing_that_acts_gets_through(name: str) -> None:
    clean = sanitised(HOSTILE[name])
    assert clean is not None
    assert [word for word in FORBIDDEN if word in clean.lower()] == []


def test_what_reads_as_a_letter_stays() -> None:
    letter = (
        '<p dir="ltr">Hello <b>you</b>, see <a href="https://x.example/a?b=1">this</a></p>'
        '<table><tr><td colspan="2">cell</td></tr></table><ul><li>one</li></ul>'
        '<p style="color:red;font-weight:bold">loud</p>'
    )
    clean = sanitised(letter)
    assert clean is not None
    for kept in ("<b>you</b>", 'href="https://x.example/a?b=1"', "colspan", "<li>", "color:red"):
        assert kept in clean


def test_links_tell_the_other_side_nothing() -> None:
    assert 'rel="noopener noreferrer nofollow"' in (
        sanitised("<a href='https://x.example'>x</a>") or ""
    )


def test_pictures_elsewhere_are_shown_only_when_asked_for() -> None:
    picture = "<img src='https://x.example/p.gif' alt='our logo'>"
    assert sanitised(picture) == '<img alt="our logo">'
    assert "https://x.example/p.gif" in (sanitised(picture, remote_pictures=True) or "")


def test_pictures_inside_the_mail_stay() -> None:
    inside = "<img src='cid:a@b'><img src='data:image/png;base64,iVBORw0KGgo='>"
    assert (sanitised(inside) or "").count("src=") == 2


def test_what_was_sanitised_once_does_not_change_again() -> None:
    for source in HOSTILE.values():
        once = sanitised(source) or ""
        assert sanitised(once) == once


def text(source: str) -> str:
    """The plain text of a page."""
    return text_of(sanitised(source), source)


def test_paragraphs_lists_and_tables_keep_their_lines() -> None:
    assert text("<p>one</p><p>two<br>three</p>").split() == ["one", "two", "three"]
    assert "* one" in text("<ul><li>one</li><li>two</li></ul>")
    assert "a  b" in text("<table><tr><td>a</td><td>b</td></tr></table>")


def test_quotes_are_marked_as_deep_as_they_are() -> None:
    page = "<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote><p>below</p>"
    marked = [line for line in text(page).split("\n") if line.strip(" >")]
    assert [line.split(" ")[0] for line in marked] == ["new", ">", ">>", "below"]


def test_scripts_and_styles_are_no_text() -> None:
    page = "<title>t</title><style>p{}</style><p>seen</p><script>var x</script>"
    assert text(page).strip() == "seen"


def test_a_page_nested_too_deep_is_still_read_as_text() -> None:
    page = "<style>p{}</style>" + "<div>" * 5000 + "deep &amp; dark" + "</div>" * 5000
    assert sanitised(page) is None
    assert text(page) == "deep & dark"
