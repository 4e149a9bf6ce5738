"""The addresses of the joined assets. They are public: the sign-in page needs them."""

from django.urls import path

from charterdesk.look.views import joined_asset

app_name = "look"
urlpatterns = [path("<slug:digest>/<str:name>", joined_asset, name="asset")]
