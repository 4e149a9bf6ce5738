"""The outbox: notices that are owed to people, and every attempt to deliver them."""
