"""Every address that the templates name, with its arguments: the contract of look with the desk.

Used as a URLconf where pages are drawn from samples, without the views.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nowhere(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """An address only has to be nameable here."""
    return HttpResponse(status=204)


DESK = [
    path("", nowhere, name="home"),
    path("q/<slug:view>/", nowhere, name="queue"),
    path("search/", nowhere, name="search"),
    path("palette/", nowhere, name="palette"),
    path("views/", nowhere, name="views"),
    path("new/", nowhere, name="new"),
    path("chats/", nowhere, name="chats"),
    path("news/", nowhere, name="news"),
    path("news/read/", nowhere, name="news_read"),
    path("me/news/", nowhere, name="my_news"),
    path("oncall/", nowhere, name="oncall"),
    path("people/", nowhere, name="people"),
    path("rehearsals/", nowhere, name="rehearsals"),
    path("contacts/<int:pk>/rights/", nowhere, name="contact_rights"),
    path("kb/", nowhere, name="kb"),
    path("kb/new/", nowhere, name="kb_new"),
    path("kb/categories/", nowhere, name="kb_category"),
    path("bugs/", nowhere, name="bugs"),
    path("runbooks/", nowhere, name="runbooks"),
    path("c/<str:number>/runbooks/", nowhere, name="case_runs"),
    path("c/<str:number>/runbooks/part/", nowhere, name="case_runs_part"),
    path("fields/", nowhere, name="fields"),
    path("alerts/", nowhere, name="alerts"),
    path("access/", nowhere, name="access"),
    path("c/<str:number>/data/", nowhere, name="case_data"),
    path("c/<str:number>/view/", nowhere, name="case_view"),
    path("c/<str:number>/access/", nowhere, name="case_access"),
    path("c/<str:number>/access/part/", nowhere, name="case_access_part"),
    path("c/<str:number>/bugs/", nowhere, name="case_bugs"),
    path("c/<str:number>/bugs/part/", nowhere, name="case_bugs_part"),
    path("orgs/", nowhere, name="orgs"),
    path("equipment/", nowhere, name="equipment"),
    path("opinions/", nowhere, name="opinions"),
    path("held/", nowhere, name="held"),
    path("late/<int:pk>/", nowhere, name="late"),
    path("statements/", nowhere, name="statements"),
    path("measures/", nowhere, name="measures"),
    path("sent/", nowhere, name="sent"),
    path("me/", nowhere, name="me"),
    path("me/means/", nowhere, name="means"),
    path("pulse", nowhere, name="pulse"),
]
ACCOUNTS = [
    path("sign-in/", nowhere, name="sign_in"),
    path("sign-in/who/", nowhere, name="who"),
    path("sign-out/", nowhere, name="sign_out"),
]
STUDIO = [
    path("charters/", nowhere, name="charters"),
    path("health/", nowhere, name="health"),
    path("channels/", nowhere, name="channels"),
]
urlpatterns = [
    path("assets/", include("charterdesk.look.urls")),
    path("desk/", include((DESK, "desk"))),
    path("manage/", include((STUDIO, "studio"))),
    path("", include((ACCOUNTS, "accounts"))),
]
