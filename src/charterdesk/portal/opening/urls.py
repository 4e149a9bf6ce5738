"""The addresses of opening a case."""

from django.urls import path

from charterdesk.portal.opening import beginning, sent, views

OPENING = [
    path("open/", beginning.start, name="open"),
    path("open/suggest/", views.suggest, name="open_suggest"),
    path("open/<str:key>/", views.go_on, name="open_go_on"),
    path("open/<str:key>/answers/", views.answers, name="open_answers"),
    path("open/<str:key>/sent/", sent.sent, name="open_sent"),
    path("open/<str:key>/<str:name>/", views.step, name="open_step"),
]
