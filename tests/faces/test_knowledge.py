"""The knowledge as pages: written and kept at the desk, read and judged by customers."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from charterdesk.cases.messages import File
from charterdesk.cases.models import CaseEvent, Message
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.knowledge.commands.using import link_article
from charterdesk.knowledge.models import (
    Article,
    ArticleAnswer,
    ArticleText,
    ArticleUse,
    Category,
    Miss,
    Picture,
    State,
)
from charterdesk.knowledge.queries.authors import wishes
from tests.apps.cast import ada, admin, ben, cleo, dora
from tests.apps.knowledge.library import article
from tests.faces.desk_scene import case_of, eve
from tests.faces.guests import client_of
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


# --- written at the desk ----------------------------------------------------------------


def test_an_article_is_written_and_listed_as_a_draft(visit: Visit) -> None:
    page = visit.post("/desk/kb/new/", title="Greetings", body="# How\n\nDial *401.", language="en")
    assert page.url == "/desk/kb/greetings/?lang=en"
    assert page.says("Greetings", "Dial *401.", "draft")
    assert visit.get("/desk/kb/").says("Greetings", "draft")
    assert visit.get("/desk/kb/?list=drafts").says("Greetings")


def test_a_title_is_wanted_and_the_text_stays(visit: Visit) -> None:
    page = visit.post("/desk/kb/new/", title="", body="Dial *401.", language="en")
    assert page.status == 422
    assert page.says("Dial *401.")


def test_two_who_save_at_once_see_both_texts(visit: Visit) -> None:
    text = article("Greetings", "Dial *401 first.", state=State.DRAFT)
    url = "/desk/kb/greetings/edit/?lang=en"
    form = visit.get(url).form.to("greetings/edit")
    visit.as_(ben()).post(url, title="Greetings", body="Dial *402 first.", upon=form.values["upon"])
    late = visit.as_(ada()).post(
        url, title="Greetings", body="Dial *403.", upon=form.values["upon"]
    )
    assert late.status == 409
    assert late.says("Ben Dahl saved version 2", "Dial *403.", "<del>*402")
    text.refresh_from_db()
    assert text.body == "Dial *402 first."
    again = late.form.to("greetings/edit")
    assert visit.post(url, **again.values).status == 200
    text.refresh_from_db()
    assert (text.body, text.revision) == ("Dial *403.", 3)


def test_who_writes_too_is_shown(visit: Visit) -> None:
    article("Greetings", "Dial *401.", state=State.DRAFT)
    visit.get("/desk/kb/greetings/edit/?lang=en")
    assert visit.as_(ben()).get("/desk/kb/greetings/edit/?lang=en").says("Ada Ek is writing")


def test_a_former_version_is_compared_and_taken_again(visit: Visit) -> None:
    text = article("Greetings", "Dial *401.", state=State.DRAFT)
    visit.post("/desk/kb/greetings/edit/?lang=en", title="Greetings", body="Dial *409.", upon=1)
    page = visit.get("/desk/kb/greetings/history/?lang=en")
    assert page.says("<del>*401.</del>", "<ins>*409.</ins>")
    visit.post("/desk/kb/greetings/history/?lang=en", number=1)
    text.refresh_from_db()
    assert (text.body, text.revision) == ("Dial *401.", 3)


def test_only_a_lead_publishes(visit: Visit) -> None:
    text = article("Greetings", "Dial *401.", state=State.DRAFT)
    url = "/desk/kb/greetings/state/?lang=en"
    assert visit.post(url, state="public").status == 403
    assert visit.post(url, state="review").status == 200
    assert visit.as_(ben()).post(url, state="public").status == 200
    text.refresh_from_db()
    assert text.state == State.PUBLIC
    assert visit.as_(ada()).post(url, state="draft").status == 403


def test_an_article_is_begun_in_another_language(visit: Visit) -> None:
    article("Greetings", "Dial *401.")
    visit.post("/desk/kb/greetings/edit/?lang=ru", title="Приветствия", body="Наберите *401.")
    assert visit.get("/desk/kb/greetings/?lang=ru").says("Приветствия", "English")


def test_raw_html_in_an_article_is_text(visit: Visit) -> None:
    article(
        "Odd", "<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![](https://e.example/p.png)"
    )
    page = visit.get("/desk/kb/odd/")
    assert "<script>alert" not in page.text
    assert 'href="javascript' not in page.text
    assert "e.example" not in page.text.partition("prose")[2].partition("</div>")[0]


# --- pictures ---------------------------------------------------------------------------


def test_a_picture_is_shown_to_those_who_see_the_article(visit: Visit) -> None:
    article("Greetings", "Dial *401.", state=State.INTERNAL)
    upload = SimpleUploadedFile("screen.png", PNG, "image/png")
    answer = visit.post("/desk/kb/greetings/picture/", files=upload)
    stored = Picture.objects.get().stored
    assert f"/kb/picture/{stored}/" in answer.text
    shown = visit.get(f"/kb/picture/{stored}/")
    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/png")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get(f"/kb/picture/{stored}/").status_code == 404


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"<html>", b"", b"GIF8"])
def test_what_is_no_picture_is_refused_with_a_sentence(visit: Visit, content: bytes) -> None:
    article("Greetings", "Dial *401.")
    upload = SimpleUploadedFile("a.png", content, "image/png")
    answer = visit.post("/desk/kb/greetings/picture/", files=upload)
    assert not Picture.objects.exists()
    if content:
        assert answer.says("is no picture")


# --- read by customers ------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.DRAFT, State.REVIEW, State.INTERNAL])
def test_what_is_not_public_is_not_there_for_customers(state: State, db: None) -> None:
    article("Secret greetings", "Dial *401.", state=state)
    for client in (Client(), client_of(cleo())):
        assert client.get("/kb/secret-greetings/").status_code == 404
        assert client.post("/kb/secret-greetings/useful/", {"useful": "yes"}).status_code == 404
        assert "Secret" not in client.get("/kb/?q=greetings").content.decode()
        assert "Secret" not in client.get("/kb/").content.decode()


def test_a_stranger_finds_and_reads_a_public_article(db: None) -> None:
    article("Greetings", "# Recording\n\nDial *401.\n\n# Playing\n\nDial *402.")
    found = Client().get("/kb/?q=how to record").content.decode()
    assert "/kb/greetings/" in found
    assert "<mark>Recording</mark>" in found
    page = Client().get("/kb/greetings/").content.decode()
    assert 'href="#s-recording"' in page


def test_a_reader_says_whether_it_was_useful(db: None) -> None:
    text = article("Greetings", "Dial *401.")
    given = {"useful": "no", "comment": "Which key?"}
    page = Client().post("/kb/greetings/useful/?lang=en", given, follow=True)
    assert "Thank you" in page.content.decode()
    answer = ArticleAnswer.objects.get()
    assert (answer.text, answer.is_helpful, answer.comment) == (text, False, "Which key?")
    assert "Which key?" in Visit(Client()).as_(ada()).get("/desk/kb/greetings/").text


def test_too_many_answers_of_a_day_are_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charterdesk.knowledge.commands.answering.MOST_A_DAY", 1)
    article("Greetings", "Dial *401.")
    Client().post("/kb/greetings/useful/", {"useful": "yes"})
    page = Client().post("/kb/greetings/useful/", {"useful": "yes", "comment": "kept words"})
    assert page.status_code == 422
    assert "kept words" in page.content.decode()
    assert ArticleAnswer.objects.count() == 1


def test_a_guest_finds_messages_of_their_own_cases_only(db: None) -> None:
    case = case_of(subject="Engine", text="The carburettor whistles.")
    own = client_of(cleo()).get("/kb/?q=carburettors whistling").content.decode()
    assert case.number in own
    assert case.number not in client_of(dora()).get("/kb/?q=carburettor").content.decode()
    assert case.number not in Client().get("/kb/?q=carburettor").content.decode()


def test_words_that_find_nothing_are_listed_for_authors(visit: Visit) -> None:
    for _time in range(2):
        Client().get("/kb/?q=Frobnicator  ann@x.example!")
    assert Miss.objects.get().words == "frobnicator"
    page = visit.get("/desk/kb/?list=misses")
    assert page.says("frobnicator", "2 times")
    visit.post(f"/desk/kb/misses/{Miss.objects.get().pk}/")
    assert not Miss.objects.exists()


# --- searched at the desk ---------------------------------------------------------------


def test_a_message_is_found_by_another_form_of_its_words(visit: Visit) -> None:
    case = case_of(subject="Fire", text="Принтеры в офисе не печатают.")
    page = visit.get("/desk/search/?q=принтером печатает")
    assert page.says(case.number, "<mark>Принтеры</mark>")


def test_a_file_is_found_by_its_name(visit: Visit) -> None:
    case = case_of(files=(File("boot-log.txt", "text/plain", b"x"),))
    assert visit.get("/desk/search/?q=boot log&in=messages").says(case.number, "boot-log.txt")


def test_who_may_not_see_a_case_does_not_find_its_messages(visit: Visit) -> None:
    case_of(text="The carburettor whistles.")
    assert visit.get("/desk/search/?q=carburettor&in=messages").says("carburettor</mark>")
    stranger = visit.as_(eve())
    assert stranger.get("/desk/search/?q=carburettor&in=messages").says(
        "No message that you may see"
    )


def test_words_that_only_begin_so_are_found_where_no_others_are(visit: Visit) -> None:
    case = case_of(subject="Carburettor")
    assert visit.get("/desk/search/?q=carbur").says("1 case found", case.number)


@pytest.mark.parametrize(
    "words", ['"', "a' OR 1=1", "NEAR(", "*", "x" * 9000, "a\x00b", "col: ^b {c}", "' | !", "((("]
)
def test_no_search_is_too_odd(visit: Visit, words: str) -> None:
    article("Greetings", "Dial *401.")
    assert visit.client.get("/desk/search/", {"q": words, "in": "messages"}).status_code == 200
    assert Client().get("/kb/", {"q": words}).status_code == 200


# --- articles and cases -----------------------------------------------------------------


def test_an_article_is_made_from_a_reply_without_the_customers_name(visit: Visit) -> None:
    case = case_of(
        subject="Greeting", text="Hello, I am Cleo Lind of Customer Ltd, c@x.example. Dial *401."
    )
    ref = Message.objects.get(case=case).ref
    page = visit.post(f"/desk/c/{case.number}/article/{ref}/")
    text = ArticleText.objects.get()
    assert page.url.startswith("/desk/kb/greeting/edit/")
    assert "Dial *401." in text.body
    assert not [name for name in ("Cleo", "Lind", "Customer", "x.example") if name in text.body]
    assert ArticleUse.objects.get().how == ArticleUse.How.MADE


def test_an_article_is_linked_to_a_case_and_counted(visit: Visit) -> None:
    article("Down at night", "What to do when nothing works: restart.")
    case = case_of(subject="Nothing works at night")
    url = f"/desk/c/{case.number}/article/"
    assert visit.get(url).says("Down at night")
    assert visit.post(url, article="down-at-night").says("The article is linked to the case")
    assert CaseEvent.objects.filter(case=case, kind="article_linked").count() == 1
    assert visit.get("/desk/kb/down-at-night/").says("1 case", case.number)
    assert visit.as_(eve()).get("/desk/kb/down-at-night/").says("1 case")
    assert case.number not in visit.get("/desk/kb/down-at-night/").text


def test_a_case_solved_without_an_article_stands_on_the_authors_list(visit: Visit) -> None:
    case = case_of("bicom", subject="Greetings")
    url = f"/desk/c/{case.number}/propose-close/"
    visit.as_(admin()).fill(url, "propose-close", outcome="satisfied", message="Dial *401.")
    assert [one.case.number for one in wishes(admin())] == [case.number]
    assert visit.get("/desk/kb/?list=wanted").says(case.number, "solved without an article")
    text = article("Greetings", "Dial *401.")
    link_article(case=case, article=text.article, by=admin(), at=now())
    assert wishes(admin()) == []


def test_a_wish_is_taken_off_the_list(visit: Visit) -> None:
    case = case_of("bicom", subject="Greetings")
    url = f"/desk/c/{case.number}/propose-close/"
    visit.as_(admin()).fill(url, "propose-close", outcome="satisfied", message="Dial *401.")
    visit.post(f"/desk/kb/authors/{case.number}/")
    assert wishes(admin()) == []


def test_an_article_of_ours_that_customers_cannot_read_fulfils_no_outcome(visit: Visit) -> None:
    article("Greetings", "Dial *401.", state=State.INTERNAL)
    case = case_of("bicom", subject="Greetings")
    given = {"outcome": "answered by FAQ", "word": "FAQ link", "value": "/kb/greetings/"}
    url = f"/desk/c/{case.number}/propose-close/"
    page = visit.as_(admin()).fill(url, "propose-close", **given, message="See there.")
    assert page.status == 422
    assert page.says("“greetings” is not public")


def test_an_article_like_the_case_stands_beside_it(visit: Visit) -> None:
    article("Down at night", "What to do when nothing works: restart.")
    case = case_of(subject="Nothing works at night")
    assert visit.get(f"/desk/c/{case.number}/").says(f"/desk/c/{case.number}/articles/")
    assert visit.get(f"/desk/c/{case.number}/articles/").says("/desk/kb/down-at-night/")


# --- the contents -------------------------------------------------------------------------


def test_the_contents_go_on_page_by_page_with_each_article_once(visit: Visit) -> None:
    """In the reader's language where there is one; a category before what has none."""
    place = Category.objects.create(slug="phones", names={"en": "Phones"}, position=1)
    rows = [Article(slug=f"a-{n:03}", made_at=now()) for n in range(130)]
    for row in rows[:10]:
        row.category = place
    Article.objects.bulk_create(rows)
    ArticleText.objects.bulk_create(
        ArticleText(
            article=row, language=language, title=f"{language} {(37 * n) % 130:03}",
            body="x", state=State.PUBLIC, changed_at=now(),
        )
        for n, row in enumerate(rows)
        for language in ("de", "en", "ru")
        if n % 3 or language == "ru"
    )  # fmt: skip
    reached = {"/desk/kb/": titles(visit, "/desk/kb/"), "/kb/": titles(visit, "/kb/", cleo())}
    wanted = [
        title
        for part in (rows[:10], rows[10:])
        for title in sorted(f"{'en' if n % 3 else 'ru'} {(37 * n) % 130:03}"
                            for n in (rows.index(one) for one in part))
    ]  # fmt: skip
    assert reached == {"/desk/kb/": wanted, "/kb/": wanted}
    assert len(titles(visit, "/desk/kb/?category=phones")) == 10


def titles(visit: Visit, url: str, guest: Contact | None = None) -> list[str]:
    """The titles of the list that begins there, to its last page."""
    found: list[str] = []
    while url:
        text = client_of(guest).get(url).content.decode() if guest else visit.get(url).text
        found += re.findall(r">((?:en|ru|de) \d{3})<", text)
        behind = re.search(r'href="([^"]*)" rel="next"', text)
        url = behind[1].replace("&amp;", "&") if behind else ""
    return found
