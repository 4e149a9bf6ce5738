"""Addresses of saved views and of acts on many cases."""

from django.urls import path

from charterdesk.desk.views import saved

LISTS = [
    path("desk/views/", saved.views, name="views"),
    path("desk/views/new/", saved.new, name="view_new"),
    path("desk/views/<int:pk>/", saved.rename, name="view"),
    path("desk/views/<int:pk>/star/", saved.star, name="view_star"),
    path("desk/views/<int:pk>/remove/", saved.remove, name="view_remove"),
]
