"""Charterdesk: a support desk that runs a support policy written as one readable document.

Importing the package settles which SQLite library the process uses, and nothing else.
"""

__version__ = "0.1.0"
