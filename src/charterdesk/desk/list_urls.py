"""Addresses of saved views and of acts on many cases."""

from django.urls import path

from charterdesk.desk.views import bulk, palette, saved

LISTS = [
    path("desk/bulk/", bulk.bulk, name="bulk"),
    path("desk/bulk/<int:pk>/", bulk.bulk_act, name="bulk_act"),
    path("desk/bulk/<int:pk>/result.csv", bulk.bulk_csv, name="bulk_csv"),
    path("desk/bulk/<int:pk>/cancel/", bulk.bulk_cancel, name="bulk_cancel"),
    path("desk/bulk/<int:pk>/again/", bulk.bulk_again, name="bulk_again"),
    path("desk/bulk/<int:pk>/undo/", bulk.bulk_undo, name="bulk_undo"),
    path("desk/palette/", palette.palette, name="palette"),
    path("desk/views/", saved.views, name="views"),
    path("desk/views/new/", saved.new, name="view_new"),
    path("desk/views/<int:pk>/", saved.rename, name="view"),
    path("desk/views/<int:pk>/star/", saved.star, name="view_star"),
    path("desk/views/<int:pk>/remove/", saved.remove, name="view_remove"),
]
