"""Addresses of the status page; nobody signs in for them."""

from django.urls import path

from charterdesk.portal import status

STATUS = [
    path("status/", status.status, name="status"),
    path("status/feed.atom", status.status_feed, name="status_feed"),
    path("status/<int:pk>/", status.status_one, name="status_one"),
]
