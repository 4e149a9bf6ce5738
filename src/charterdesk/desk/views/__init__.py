"""Views: parse a form, give one command or ask one query, then draw or go on."""
