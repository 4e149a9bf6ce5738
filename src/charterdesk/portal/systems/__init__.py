"""A customer enters access to their systems on a page, never by mail (R-BIC-33..35)."""
