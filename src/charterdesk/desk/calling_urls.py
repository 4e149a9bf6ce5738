"""Addresses by which people are called and answer; those with a token need no sign-in."""

from django.urls import path

from charterdesk.desk.views import calls, means

CALLING = [
    path("a/<str:token>/", calls.answer, name="answer"),
    path("r/<str:token>/", calls.report, name="report"),
    path("desk/me/means/", means.means, name="means"),
    path("desk/me/means/<int:pk>/", means.change, name="means_change"),
    path("desk/me/means/<int:pk>/remove/", means.remove, name="means_remove"),
    path("desk/me/means/<int:pk>/test/", means.test, name="means_test"),
]
