"""The addresses of customers' systems, and of the right to look at their secrets."""

from django.urls import path

from charterdesk.desk.views import access, access_rights, data, remote

CASE_ACCESS = "desk/c/<str:number>/access/"
CASE_VIEW = "desk/c/<str:number>/view/"
CASE_DATA = "desk/c/<str:number>/data/"
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
    path(CASE_VIEW, remote.page, name="case_view"),
    path(f"{CASE_VIEW}ask/", remote.request, name="view_ask"),
    path(f"{CASE_VIEW}<int:pk>/word/", remote.word, name="view_word"),
    path(f"{CASE_VIEW}<int:pk>/start/", remote.start, name="view_start"),
    path(f"{CASE_VIEW}<int:pk>/end/", remote.end, name="view_end"),
    path(CASE_DATA, data.page, name="case_data"),
    path(f"{CASE_DATA}ask/", data.request, name="data_ask"),
    path(f"{CASE_DATA}<int:pk>/word/", data.word, name="data_word"),
    path(f"{CASE_DATA}<int:pk>/take/", data.take, name="data_take"),
    path(f"{CASE_DATA}<int:pk>/withdraw/", data.withdraw, name="data_withdraw"),
    path(f"{CASE_DATA}<int:pk>/now/", data.now, name="data_now"),
    path(f"{CASE_DATA}piece/<int:pk>/gone/", data.gone, name="data_gone"),
]
