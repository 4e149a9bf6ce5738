"""The desk's addresses. Everything under /desk/ asks for a sign-in."""

from django.urls import path

from charterdesk.desk.access_urls import ACCESS
from charterdesk.desk.admission_urls import ADMISSION
from charterdesk.desk.alert_urls import ALERTS
from charterdesk.desk.calling_urls import CALLING
from charterdesk.desk.chat_urls import CHATS
from charterdesk.desk.costs_urls import COSTS
from charterdesk.desk.equipment_urls import EQUIPMENT
from charterdesk.desk.incident_urls import NIGHT
from charterdesk.desk.knowledge_urls import KNOWLEDGE
from charterdesk.desk.list_urls import LISTS
from charterdesk.desk.macro_urls import MACROS
from charterdesk.desk.measure_urls import MEASURES
from charterdesk.desk.news_urls import NEWS
from charterdesk.desk.oncall_urls import ONCALL
from charterdesk.desk.opinion_urls import OPINIONS
from charterdesk.desk.own_field_urls import OWN_FIELDS
from charterdesk.desk.runbook_urls import RUNBOOKS
from charterdesk.desk.tracker_urls import BUGS
from charterdesk.desk.views import (
    acts,
    case,
    customer_papers,
    customers,
    escalating,
    files,
    glancing,
    health,
    held,
    labels,
    me,
    merging,
    new,
    outages,
    people,
    pulse,
    queue,
    resolving,
    searching,
    sent,
    splitting,
    why,
    writing,
)

app_name = "desk"

CASE = "desk/c/<str:number>/"
urlpatterns = [
    *ACCESS,
    *ADMISSION,
    *ALERTS,
    *CALLING,
    *CHATS,
    *COSTS,
    *EQUIPMENT,
    *LISTS,
    *NIGHT,
    *MACROS,
    *MEASURES,
    *NEWS,
    *OPINIONS,
    *OWN_FIELDS,
    *KNOWLEDGE,
    *BUGS,
    *RUNBOOKS,
    path("healthz", health.healthz, name="healthz"),
    path("c/<str:number>", case.short, name="short"),
    path("desk/", queue.home, name="home"),
    path("desk/q/<slug:view>/", queue.queue, name="queue"),
    path("desk/labels/", labels.labels, name="labels"),
    path("desk/labels/<int:pk>/", labels.label, name="label"),
    path("desk/labels/<int:pk>/drop/", labels.drop, name="label_drop"),
    path("desk/outage/", outages.together, name="outage_together"),
    path("desk/search/", searching.search, name="search"),
    path("desk/new/", new.new, name="new"),
    path("desk/pulse", pulse.pulse, name="pulse"),
    path("desk/me/", me.me, name="me"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/role/<str:charter>/<str:role>/", people.role, name="people_role"),
    path("desk/people/team/", people.new_team, name="people_new_team"),
    path("desk/people/team/<int:pk>/", people.team, name="people_team"),
    path("desk/people/rota/<str:charter>/<str:name>/", people.rota, name="people_rota"),
    path("desk/people/end/<slug:what>/<int:pk>/", people.end, name="people_end"),
    *ONCALL,
    path("desk/orgs/", customers.orgs, name="orgs"),
    path("desk/orgs/<int:pk>/", customers.org, name="org"),
    path("desk/orgs/<int:pk>/contact/", customers.contact, name="org_contact"),
    path("desk/orgs/<int:pk>/address/<int:contact>/", customers.address, name="org_address"),
    path("desk/orgs/<int:pk>/silence/<int:contact>/", customers.silence, name="org_silence"),
    path("desk/orgs/<int:pk>/contract/", customers.contract, name="org_contract"),
    path("desk/orgs/<int:pk>/end/<int:contract>/", customers.end, name="org_end"),
    path("desk/orgs/<int:pk>/launch/<int:contract>/", customers.launch, name="org_launch"),
    path("desk/orgs/<int:pk>/asset/", customer_papers.asset, name="org_asset"),
    path("desk/orgs/<int:pk>/key/", customer_papers.key, name="org_key"),
    path("desk/orgs/<int:pk>/manager/", customers.manager, name="org_manager"),
    path("desk/held/", held.held, name="held"),
    path("desk/held/<int:pk>/register/", held.register, name="held_register"),
    path("desk/held/<int:pk>/open/", held.open_one, name="held_open"),
    path("desk/held/<int:pk>/refuse/", held.refuse, name="held_refuse"),
    path("desk/mail/<int:pk>/raw", held.raw, name="mail_raw"),
    path("desk/sent/", sent.sent, name="sent"),
    path("desk/sent/<str:name>/", sent.sent_mail, name="sent_mail"),
    path("desk/sent/<str:name>/raw", sent.sent_raw, name="sent_raw"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}preview/", glancing.case_preview, name="case_preview"),
    path(f"{CASE}reply/", writing.reply, name="reply"),
    path(f"{CASE}reply/<str:ref>/undo/", writing.undo, name="undo"),
    path(f"{CASE}note/", writing.note, name="note"),
    path(f"{CASE}draft/", writing.draft, name="draft"),
    path(f"{CASE}escalate/", escalating.escalate, name="escalate"),
    path(f"{CASE}propose-close/", resolving.resolve, name="resolve"),
    path(f"{CASE}merge/", merging.merge, name="merge"),
    path(f"{CASE}split/", splitting.split, name="split"),
    path(f"{CASE}outage/", outages.outage, name="outage"),
    path(f"{CASE}act/<slug:name>/", acts.act, name="act"),
    path(f"{CASE}why/", why.whole, name="why_case"),
    path(f"{CASE}clock/<str:clock>/why/", why.why, name="why"),
    path(f"{CASE}notice/<int:seq>/why/", why.notice, name="why_notice"),
    path(f"{CASE}gate/<str:act>/why/", why.gate, name="why_gate"),
    path(f"{CASE}file/<int:pk>/", files.file, name="file"),
    path(f"{CASE}html/<str:ref>/", files.html, name="html"),
]
