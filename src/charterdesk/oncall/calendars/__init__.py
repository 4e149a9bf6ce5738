"""iCalendar: one's own duty as a feed, and rotas read from somebody else's calendar."""
