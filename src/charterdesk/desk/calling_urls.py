"""Addresses by which people are called and answer; those with a token need no sign-in."""

from django.urls import path

from charterdesk.desk.views import calls

CALLING = [
    path("a/<str:token>/", calls.answer, name="answer"),
    path("r/<str:token>/", calls.report, name="report"),
]
