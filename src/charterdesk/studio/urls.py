"""The studio's addresses. Everything under /manage/ asks for a sign-in."""

from django.urls import path

from charterdesk.studio.views import (
    channels,
    charters,
    explaining,
    health,
    jobs,
    publishing,
    rules_urls,
    simulating,
    writing,
)

app_name = "studio"

ONE = "manage/charter/<str:name>/"
urlpatterns = [
    *rules_urls.urlpatterns,
    path("manage/charter/", charters.charters, name="charters"),
    path(ONE, charters.history, name="history"),
    path(f"{ONE}text/<str:key>/", charters.text, name="text"),
    path(f"{ONE}diff/", charters.diff, name="diff"),
    path(f"{ONE}write/", writing.write, name="write"),
    path(f"{ONE}begin/", writing.begin, name="begin"),
    path(f"{ONE}drop/", writing.drop, name="drop"),
    path(f"{ONE}explain/", explaining.explain, name="explain"),
    path(f"{ONE}preview/", explaining.preview, name="preview"),
    path(f"{ONE}simulate/", simulating.simulate, name="simulate"),
    path(f"{ONE}publish/", publishing.publish, name="publish"),
    path(f"{ONE}decide/", publishing.decide, name="decide"),
    path(f"{ONE}return/<int:version>/", publishing.back, name="return"),
    path(f"{ONE}second/", publishing.second, name="second"),
    path(f"{ONE}serve/", publishing.serve, name="serve"),
    path("manage/health/", health.health, name="health"),
    path("manage/channels/", channels.channels, name="channels"),
    path("manage/channels/<path:address>/", channels.channel, name="channel"),
    path("manage/jobs/", jobs.jobs, name="jobs"),
    path("manage/jobs/<int:pk>/", jobs.job, name="job"),
    path("manage/jobs/<int:pk>/report/", jobs.report, name="job_report"),
    path("manage/jobs/<int:pk>/cancel/", jobs.cancel, name="job_cancel"),
]
