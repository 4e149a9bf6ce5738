"""Escalating: reasons, who reads it and by when, before it is declared (R-BIC-26..32)."""
