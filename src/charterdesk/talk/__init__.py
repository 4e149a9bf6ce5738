"""Chats: a customer and somebody of the desk write to each other live, on the case's own thread."""
