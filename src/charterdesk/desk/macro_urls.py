"""Addresses of macros."""

from django.urls import path

from charterdesk.desk.views import inserting, macros

MACROS = [
    path("desk/macros/", macros.macros, name="macros"),
    path("desk/macros/<int:pk>/", macros.macro, name="macro"),
    path("desk/macros/<int:pk>/drop/", macros.drop, name="macro_drop"),
    path("desk/c/<str:number>/macro/", macros.case_macro, name="case_macro"),
    path("desk/c/<str:number>/insert/", inserting.case_inserts, name="case_inserts"),
]
