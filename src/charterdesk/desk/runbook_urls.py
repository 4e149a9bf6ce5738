"""The addresses of runbooks, of their runs on a case, of runners, and of the runners' own door."""

from django.urls import path

from charterdesk.desk.views import case_runs, runbooks, runner_door, runners

CASE_RUNS = "desk/c/<str:number>/runbooks/"
RUNBOOKS = [
    path("desk/runbooks/", runbooks.runbooks, name="runbooks"),
    path("desk/runbooks/new/", runbooks.new, name="runbook_new"),
    path("desk/runbooks/<slug:name>/", runbooks.runbook, name="runbook"),
    path("desk/runbooks/<slug:name>/try/", runbooks.trial, name="runbook_try"),
    path("desk/runbooks/<slug:name>/<int:number>/", runbooks.version, name="runbook_version"),
    path("desk/runners/", runners.runners, name="runners"),
    path("desk/runners/<slug:name>/key/", runners.rotate, name="runner_rotate"),
    path("desk/runners/<slug:name>/revoke/", runners.revoke, name="runner_revoke"),
    path(CASE_RUNS, case_runs.case_runs, name="case_runs"),
    path(f"{CASE_RUNS}part/", case_runs.part, name="case_runs_part"),
    path(f"{CASE_RUNS}<int:pk>/<slug:what>/", case_runs.decide, name="case_run_decide"),
    path("in/runner/ask/", runner_door.ask, name="runner_ask"),
    path("in/runner/begin/", runner_door.begin, name="runner_begin"),
    path("in/runner/finish/", runner_door.finish, name="runner_finish"),
]
