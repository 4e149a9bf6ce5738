"""The addresses of the end of a case, and of escalating it."""

from django.urls import path

from charterdesk.portal.closing import views
from charterdesk.portal.escalating.views import escalate
from charterdesk.portal.quoting.views import quote
from charterdesk.portal.surveys import no_surveys

CASE = "cases/<str:number>/"
ENDING = [
    path(f"{CASE}escalate/", escalate, name="escalate"),
    path(f"{CASE}close/", views.close, name="close"),
    path(f"{CASE}approve/", views.approve, name="approve"),
    path(f"{CASE}quote/", quote, name="quote"),
    path(f"{CASE}score/", views.score, name="score"),
    path(f"{CASE}clear/<str:ref>/", views.clear, name="clear"),
    path("u/<str:token>/", no_surveys, name="no_surveys"),
]
