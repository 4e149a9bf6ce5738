"""The kinds of trackers behind one small interface: raise, find again, read, remark.

A kind speaks its tracker's own language and knows no case.
"""

from charterdesk.trackers.kinds.bugzilla import Bugzilla
from charterdesk.trackers.kinds.github import GitHub
from charterdesk.trackers.kinds.gitlab import GitLab
from charterdesk.trackers.kinds.jira import Jira
from charterdesk.trackers.kinds.redmine import Redmine
from charterdesk.trackers.kinds.roundup import Roundup
from charterdesk.trackers.kinds.trac import Trac
from charterdesk.trackers.kinds.tracker import Place, Tracker

KINDS: dict[str, type[Tracker]] = {
    "trac": Trac,
    "github": GitHub,
    "gitlab": GitLab,
    "jira": Jira,
    "redmine": Redmine,
    "bugzilla": Bugzilla,
    "roundup": Roundup,
}

__all__ = ["KINDS", "Place", "Tracker"]
