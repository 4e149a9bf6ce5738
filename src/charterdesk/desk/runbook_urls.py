"""The addresses of runbooks, of their runs on a case, of runners, and of the runners' own door."""

from django.urls import path

from charterdesk.desk.views import runner_door

RUNBOOKS = [
    path("in/runner/work/", runner_door.work, name="runner_work"),
    path("in/runner/begin/", runner_door.begin, name="runner_begin"),
    path("in/runner/finish/", runner_door.finish, name="runner_finish"),
]
