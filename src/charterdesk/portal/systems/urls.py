"""The addresses at which a customer enters access to their systems."""

from django.urls import path

from charterdesk.portal.systems import views

ACCESS = "cases/<str:number>/access/"
SYSTEMS = [
    path(ACCESS, views.page, name="access"),
    path(f"{ACCESS}add/", views.add, name="access_add"),
    path(f"{ACCESS}done/", views.done, name="access_done"),
    path(f"{ACCESS}<int:pk>/change/", views.change, name="access_change"),
    path(f"{ACCESS}<int:pk>/keep/", views.keep, name="access_keep"),
    path(f"{ACCESS}secret/<int:pk>/wipe/", views.wipe, name="access_wipe"),
]
