"""The addresses of what customers said."""

from django.urls import path

from charterdesk.desk.views import opinions

OPINIONS = [
    path("desk/opinions/", opinions.opinions, name="opinions"),
    path("desk/opinions.csv", opinions.opinions_csv, name="opinions_csv"),
]
