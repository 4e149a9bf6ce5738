"""The sample company's own tracker of bugs: two projects, a page for each bug, Redmine's words.

It runs inside the demo, on the loopback alone, so that a bug can be seen to go to and fro.
"""

from charterdesk.sample.bugs.serving import BugServer

__all__ = ["BugServer"]
