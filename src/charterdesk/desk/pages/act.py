"""The page of one act: what it asks, what it will do, and why it was refused."""

from django.utils.translation import gettext as _

from charterdesk.desk.acts import Act
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.acts.act import ActForm
from charterdesk.desk.values import ActPage
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal


def act_page(
    name: str, act: Act, form: ActForm, urls: CaseUrls, refusal: Refusal | None = None
) -> ActPage:
    """The page; nothing typed is lost when it comes back."""
    row = form.acting.row
    return ActPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        verb=name,
        title=str(act.title),
        sentence=str(act.sentence),
        fields=fields_of(form),
        submit=str(act.submit),
        action=urls.act(name),
        back_url=urls.page(),
        consequences=act.consequences(form.acting),
        refusal=refusal,
        look=act.look,
    )
