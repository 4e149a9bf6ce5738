"""The addresses of bugs in trackers."""

from django.urls import path

from charterdesk.desk.views import trackers

CASE_BUGS = "desk/c/<str:number>/bugs/"
BUGS = [
    path("desk/bugs/", trackers.bugs, name="bugs"),
    path(CASE_BUGS, trackers.case_bugs, name="case_bugs"),
    path(f"{CASE_BUGS}part/", trackers.part, name="case_bugs_part"),
    path(f"{CASE_BUGS}raise/", trackers.raise_one, name="bug_raise"),
    path(f"{CASE_BUGS}link/", trackers.link_one, name="bug_link"),
    path(f"{CASE_BUGS}<int:pk>/write/", trackers.write, name="bug_write"),
    path(f"{CASE_BUGS}<int:pk>/look/", trackers.look, name="bug_look"),
    path(f"{CASE_BUGS}ask/<int:pk>/again/", trackers.again, name="bug_ask_again"),
    path(f"{CASE_BUGS}ask/<int:pk>/withdraw/", trackers.withdraw, name="bug_ask_withdraw"),
]
