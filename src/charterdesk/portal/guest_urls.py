"""Where customers come in, and what they see of their own."""

from django.urls import path

from charterdesk.portal import (
    case,
    case_list,
    entering,
    following,
    home,
    permitting,
    returning,
    robots,
    unknown,
)

CASE = "cases/<str:number>/"
GUESTS = [
    path("", home.home, name="home"),
    path("robots.txt", robots.robots, name="robots"),
    path("favicon.ico", robots.favicon, name="favicon"),
    path("in/", entering.enter, name="enter"),
    path("in/code/", entering.code, name="code"),
    path("in/message/", unknown.unknown, name="unknown"),
    path("in/who/", returning.who, name="who"),
    path("in/go-on/", returning.go_on, name="go_on"),
    path("in/<str:token>/", entering.link, name="link"),
    path("out/", entering.leave, name="leave"),
    path("language/", entering.tongue, name="tongue"),
    path("t/<str:token>/", following.follow, name="follow"),
    path("may/<str:token>/", permitting.may, name="may"),
    path("cases/", case_list.cases, name="cases"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}reply/", case.reply, name="reply"),
    path(f"{CASE}links/", case.links, name="links"),
    path(f"{CASE}why/<str:clock>/", case.why, name="why"),
    path(f"{CASE}file/<int:pk>/", case.file, name="file"),
    path(f"{CASE}html/<str:ref>/", case.html, name="html"),
]
