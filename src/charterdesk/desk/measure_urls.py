"""The addresses of what is measured over many cases."""

from django.urls import path

from charterdesk.desk.views import measures

MEASURES = [
    path("desk/measures/", measures.measures, name="measures"),
    path("desk/measures/cases/", measures.measured, name="measured"),
    path("desk/measures/measures.csv", measures.measures_csv, name="measures_csv"),
]
