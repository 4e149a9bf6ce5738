"""Charterdesk: a support desk that runs a support policy written as one readable document.

Importing the package settles which SQLite library the process uses, and nothing else.
"""

import sys

__version__ = "0.1.0"

# The library that many systems carry can corrupt a database (see kit/sqlite/base.py); where
# the wheel with a mended one exists, it stands in before anything imports sqlite3.
try:
    import pysqlite3
except ImportError:
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
