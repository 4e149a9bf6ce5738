"""The addresses of customers' systems, and of the right to look at their secrets."""

from django.urls import path

from charterdesk.desk.views import access, access_rights

CASE_ACCESS = "desk/c/<str:number>/access/"
ACCESS = [
    path("desk/access/", access_rights.rights, name="access"),
    path("desk/access/<int:pk>/", access_rights.right, name="access_right"),
    path(CASE_ACCESS, access.page, name="case_access"),
    path(f"{CASE_ACCESS}part/", access.part, name="case_access_part"),
    path(f"{CASE_ACCESS}ask/", access.ask_customer, name="access_ask"),
    path(f"{CASE_ACCESS}add/", access.add, name="access_add"),
    path(f"{CASE_ACCESS}<int:pk>/change/", access.change, name="access_change"),
    path(f"{CASE_ACCESS}<int:pk>/end/", access.end, name="access_end"),
    path(f"{CASE_ACCESS}<int:pk>/check/", access.check, name="access_check"),
    path(f"{CASE_ACCESS}<int:pk>/keep/", access.keep, name="access_keep"),
    path(f"{CASE_ACCESS}secret/<int:pk>/show/", access.show, name="access_show"),
    path(f"{CASE_ACCESS}secret/<int:pk>/wipe/", access.wipe, name="access_wipe"),
]
