"""The static checks: what can't work in a charter is found before a customer finds it (part 5)."""
