"""Where people sign in and out, and send their settings."""

from django.urls import path

from charterdesk.accounts import returning, views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/who/", returning.who, name="who"),
    path("sign-in/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("go-on/", returning.go_on, name="go_on"),
    path("me/", views.me, name="me"),
]
