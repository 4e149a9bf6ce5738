"""Addresses of a person's news; the one with a token needs no sign-in."""

from django.urls import path

from charterdesk.desk.views import news

NEWS = [
    path("desk/news/", news.news, name="news"),
    path("desk/news/read/", news.read, name="news_read"),
    path("desk/me/news/", news.habit, name="my_news"),
    path("w/<str:token>/", news.unwatch, name="unwatch"),
]
