"""The answers for people: tables, as plain text and as a page with plots that stands alone."""
