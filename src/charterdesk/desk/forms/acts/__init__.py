"""The forms of the acts on a case: each knows its charter's words and gives one command."""
