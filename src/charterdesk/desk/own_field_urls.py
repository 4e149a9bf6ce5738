"""Addresses of the desk's own fields, and of the sheets that hold them."""

from django.urls import path

from charterdesk.desk.views import listed_csv, own_fields

OWN_FIELDS = [
    path("desk/cases.csv", listed_csv.listed_csv, name="home_csv"),
    path("desk/q/<slug:view>/cases.csv", listed_csv.listed_csv, name="queue_csv"),
    path("desk/fields/", own_fields.fields, name="fields"),
    path("desk/fields/<int:pk>/", own_fields.field, name="field"),
    path("desk/fields/<int:pk>/retire/", own_fields.retire, name="field_retire"),
    path("desk/fields/<int:pk>/bring-back/", own_fields.bring_back, name="field_back"),
]
