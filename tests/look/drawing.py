"""Draws every page from its samples, without views: `python -m tests.look.drawing DIRECTORY`.

Screenshots and measurements use the same drawings as the tests.
"""

import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from jinja2 import Environment, FileSystemLoader

from charterdesk.accounts.detour import KeptForm, Somebodys
from charterdesk.accounts.pages import GoOnPage
from charterdesk.desk.values import AdmitPage
from charterdesk.look.values import Field, Shell
from tests.look import act_samples as acts
from tests.look import bulk_samples as many
from tests.look import case_samples as cases
from tests.look import customer_samples as customers
from tests.look import label_samples as labels
from tests.look import macro_samples as macros
from tests.look import measure_samples as measures
from tests.look import news_samples as news
from tests.look import office_samples as office
from tests.look import oncall_samples as oncall
from tests.look import outage_samples as outages
from tests.look import own_field_samples as own_fields
from tests.look import samples
from tests.look import view_samples as views

ADMIT: Final = AdmitPage(
    title="Mail of an unregistered address", sender="nils@stranger.example", subject="Phones",
    text="All are dead.", action="/h/x/", refusal="The name is missing.",
    register=(Field("name", "Name", required=True),),
    refuse=(Field("words", "A word to the sender", "textarea"),),
)  # fmt: skip
SOURCE: Final = Path(__file__).resolve().parents[2] / "src" / "charterdesk"
DIRECTORIES: Final = (SOURCE / "look" / "templates", SOURCE / "desk" / "templates")

SENT: Final = KeptForm(
    "/desk/c/EX-1039/reply/", "/desk/c/EX-1039/", (("key", "1"), ("body", "Half a\nsentence.")), 1
)
PAGES: Final[dict[str, tuple[str, object, Shell | None]]] = {
    "go-on": ("desk/go_on.html", GoOnPage("Ada Ivanova", SENT), None),
    "go-on-other": ("desk/go_on.html", GoOnPage("Ben", Somebodys("/desk/")), None),
    "queue": ("desk/queue.html", samples.QUEUE, samples.SHELL),
    "queue-empty": ("desk/queue.html", samples.EMPTY, samples.SHELL),
    "palette": ("desk/palette.html", views.PALETTE, samples.SHELL),
    "view-new": ("desk/view_new.html", views.SAVE, samples.SHELL),
    "news": ("desk/news.html", news.NEWS, samples.SHELL),
    "news-none": ("desk/news.html", news.NONE, samples.SHELL),
    "my-news": ("desk/my_news.html", news.HABIT, samples.SHELL),
    "unwatch": ("desk/unwatch.html", news.UNWATCH, None),
    "unwatched": ("desk/unwatch.html", news.UNWATCHED, None),
    "views": ("desk/views.html", views.VIEWS, samples.SHELL),
    "views-none": ("desk/views.html", views.NONE, samples.SHELL),
    "queue-saved": ("desk/queue.html", samples.SAVED, samples.SHELL),
    "labels": ("desk/labels.html", labels.LABELS, samples.SHELL),
    "macros": ("desk/macros.html", macros.MACROS, samples.SHELL),
    "macro-which": ("desk/case_macro.html", macros.CHOOSING, samples.SHELL),
    "macro-none": ("desk/case_macro.html", macros.NO_MACRO, samples.SHELL),
    "macro-preview": ("desk/case_macro.html", macros.PREVIEW, samples.SHELL),
    "macro-held": ("desk/case_macro.html", macros.HELD, samples.SHELL),
    "fields": ("desk/fields.html", own_fields.OWN_FIELDS, samples.SHELL),
    "fields-none": ("desk/fields.html", own_fields.NONE, samples.SHELL),
    "measures": ("desk/measures.html", measures.MEASURES, samples.SHELL),
    "measures-none": ("desk/measures.html", measures.NOTHING, samples.SHELL),
    "measures-closed": ("desk/measures.html", None, samples.SHELL),
    "measured": ("desk/measured.html", measures.MEASURED, samples.SHELL),
    "labels-none": ("desk/labels.html", labels.NONE, samples.SHELL),
    "bulk": ("desk/bulk.html", samples.BULK, samples.SHELL),
    "bulk-running": ("desk/bulk.html", samples.RUNNING, samples.SHELL),
    "bulk-stopped": ("desk/bulk.html", samples.STOPPED, samples.SHELL),
    "bulk-put-off": ("desk/bulk_more.html", many.PUT_OFF, samples.SHELL),
    "bulk-which": ("desk/bulk_more.html", many.WHICH, samples.SHELL),
    "bulk-no-macro": ("desk/bulk_more.html", many.NO_MACRO, samples.SHELL),
    "bulk-macro": ("desk/bulk_more.html", many.MACRO, samples.SHELL),
    "bulk-merge": ("desk/bulk_merge.html", many.MERGE, samples.SHELL),
    "bulk-sure": ("desk/bulk_sure.html", samples.SURE, samples.SHELL),
    "bulk-too-many": ("desk/bulk_sure.html", samples.TOO_MANY, samples.SHELL),
    "case": ("desk/case.html", cases.CASE_PAGE, samples.SHELL),
    "case-reply": ("desk/case.html", cases.REPLYING, samples.SHELL),
    "case-note": ("desk/case.html", cases.NOTING, samples.SHELL),
    "case-conflict": ("desk/case.html", cases.CONFLICT, samples.SHELL),
    "case-empty-reply": ("desk/case.html", cases.REFUSED_REPLY, samples.SHELL),
    "case-closed": ("desk/case.html", cases.CLOSED, samples.SHELL),
    "case-undo": ("desk/case.html", cases.CASE_PAGE, cases.UNDO),
    "escalate": ("desk/escalate.html", acts.ESCALATE_PAGE, samples.SHELL),
    "escalate-wrong": ("desk/escalate.html", acts.ESCALATE_WRONG, samples.SHELL),
    "priority": ("desk/act.html", acts.PRIORITY_PAGE, samples.SHELL),
    "refused": ("desk/act.html", acts.REFUSED_ACT, samples.SHELL),
    "resolve": ("desk/resolve.html", acts.RESOLVE_PAGE, samples.SHELL),
    "merge": ("desk/merge.html", acts.MERGE_PAGE, samples.SHELL),
    "outage": ("desk/outage.html", outages.OUTAGE, samples.SHELL),
    "outage-together": ("desk/outage.html", outages.TOGETHER, samples.SHELL),
    "merge-against": ("desk/merge.html", acts.MERGE_AGAINST, samples.SHELL),
    "merge-ask": ("desk/merge.html", acts.MERGE_ASK, samples.SHELL),
    "split": ("desk/split.html", acts.SPLIT_PAGE, samples.SHELL),
    "split-ask": ("desk/split.html", acts.SPLIT_ASK, samples.SHELL),
    "split-nothing": ("desk/split.html", acts.SPLIT_NOTHING, samples.SHELL),
    "why": ("desk/why.html", acts.WHY_PAGE, samples.SHELL),
    "new": ("desk/new.html", acts.NEW_PAGE, samples.SHELL),
    "people": ("desk/people.html", office.PEOPLE, replace(samples.SHELL, current="people")),
    "oncall": ("desk/oncall.html", oncall.ONCALL, replace(samples.SHELL, current="oncall")),
    "oncall-none": ("desk/oncall_none.html", None, replace(samples.SHELL, current="oncall")),
    "oncall-form": ("desk/oncall_form.html", oncall.FORM, samples.SHELL),
    "oncall-feed": ("desk/oncall_feed.html", oncall.FEED, samples.SHELL),
    "oncall-no-feed": ("desk/oncall_feed.html", oncall.NO_FEED, samples.SHELL),
    "oncall-offer": ("desk/oncall_offer.html", oncall.OFFER, None),
    "oncall-spent": ("desk/oncall_offer.html", oncall.SPENT, None),
    "orgs": ("desk/orgs.html", customers.ORGS, replace(samples.SHELL, current="customers")),
    "orgs-none": ("desk/orgs.html", customers.NO_ORGS, samples.SHELL),
    "org": ("desk/org.html", customers.ORG, replace(samples.SHELL, current="customers")),
    "equipment": ("desk/equipment.html", customers.EQUIPMENT, samples.SHELL),
    "equipment-none": ("desk/equipment.html", customers.NO_EQUIPMENT, samples.SHELL),
    "equipment-sheet": ("desk/equipment_sheet.html", customers.SHEET, samples.SHELL),
    "equipment-wrong": ("desk/equipment_sheet.html", customers.WRONG_SHEET, samples.SHELL),
    "asset": ("desk/asset.html", customers.ASSET, samples.SHELL),
    "asset-alone": ("desk/asset.html", customers.LONE_ASSET, samples.SHELL),
    "case-asset": ("desk/case_asset.html", customers.CASE_ASSET, samples.SHELL),
    "sent": ("desk/sent.html", office.SENT, replace(samples.SHELL, current="sent", demo=True)),
    "sent-mail": ("desk/sent_mail.html", office.SENT_MAIL, samples.SHELL),
    "held": ("desk/held.html", office.HELD, replace(samples.SHELL, current="held")),
    "admit": ("desk/admit.html", ADMIT, None),
    "me": ("desk/me.html", office.ME, samples.SHELL),
    "sign-in": ("desk/sign_in.html", office.SIGN_IN, None),
    "sign-in-refused": ("desk/sign_in.html", office.SIGN_IN_REFUSED, None),
    "sign-in-link": ("desk/sign_in_link.html", office.SIGN_IN_LINK, None),
    "sign-in-dead": ("desk/sign_in_link.html", office.SIGN_IN_DEAD, None),
    "400": ("400.html", None, None),
    "403": ("403.html", None, None),
    "403-csrf": ("403_csrf.html", None, None),
    "404": ("404.html", None, None),
    "500": ("500.html", None, None),
}


@lru_cache
def templates() -> Environment:
    """The environment of the product, reading the templates where they lie."""
    from charterdesk.look.jinja import environment

    return environment(loader=FileSystemLoader(DIRECTORIES), autoescape=True, auto_reload=False)


def drawn(name: str) -> str:
    """The HTML of one page of `PAGES`."""
    template, page, shell = PAGES[name]
    context: dict[str, object] = {"csrf_input": "", "page": page}
    if shell:
        context["shell"] = shell
    return templates().get_template(template).render(context)


def main(directory: Path) -> None:
    """Write every page into `directory`."""
    settings.configure(
        ROOT_URLCONF="tests.look.addresses", INSTALLED_APPS=["charterdesk.look"],
        STATIC_URL="/static/", USE_TZ=True, USE_I18N=True,
    )  # fmt: skip
    django.setup()
    directory.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (directory / f"{name}.html").write_text(drawn(name), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
