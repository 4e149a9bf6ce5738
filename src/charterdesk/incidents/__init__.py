"""What goes on around an escalation: who works on it, what is said next, rehearsed nights, and what
is public.

A case's own state stays with `cases`; nothing here changes it but by its commands.
"""
