"""Addresses of the desk's own fields."""

from django.urls import path

from charterdesk.desk.views import own_fields

OWN_FIELDS = [
    path("desk/fields/", own_fields.fields, name="fields"),
    path("desk/fields/<int:pk>/", own_fields.field, name="field"),
    path("desk/fields/<int:pk>/retire/", own_fields.retire, name="field_retire"),
    path("desk/fields/<int:pk>/bring-back/", own_fields.bring_back, name="field_back"),
]
