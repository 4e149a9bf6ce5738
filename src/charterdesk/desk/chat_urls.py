"""The addresses of chats at the desk."""

from django.urls import path

from charterdesk.desk.views import chats

CHATS = [
    path("desk/chats/", chats.chats, name="chats"),
    path("desk/chats/stream", chats.stream, name="chats_stream"),
    path("desk/chats/<str:ref>/", chats.chat, name="chat"),
    path("desk/chats/<str:ref>/say/", chats.say, name="chat_say"),
    path("desk/chats/<str:ref>/mark/", chats.mark, name="chat_mark"),
    path("desk/chats/<str:ref>/take/", chats.take, name="chat_take"),
    path("desk/chats/<str:ref>/hand/", chats.hand, name="chat_hand"),
    path("desk/chats/<str:ref>/back/", chats.back, name="chat_back"),
    path("desk/chats/<str:ref>/end/", chats.end, name="chat_end"),
    path("desk/chats/<str:ref>/file/<int:seq>/", chats.file, name="chat_file"),
]
