"""What texts and jobs are called, in the language of whoever reads it: from their keys."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from charterdesk.worker.models import Job

DRAFT, MOVE, SIMULATE = "draft", "move open cases", "simulate"


def label_of(key: str) -> str:
    """The text `draft`, `v3` or `e12`, as people call it."""
    if key == DRAFT:
        return _("the draft")
    said = {"number": key[1:]}
    return _("version %(number)s") % said if key[:1] == "v" else _("saved text %(number)s") % said


def simulation_title(name: str, keys: Sequence[str]) -> str:
    """A simulation of one text, or of one beside another."""
    labels = [label_of(key) for key in keys]
    said = {"name": name, "one": labels[0], "other": labels[-1]}
    if len(labels) < 2:
        return _("Simulate “%(name)s”: %(one)s") % said
    return _("Simulate “%(name)s”: %(one)s beside %(other)s") % said


def move_title(name: str, version: int) -> str:
    """Open cases that go along with a new version."""
    said = {"name": name, "version": str(version)}
    return _("Move open cases of “%(name)s” to version %(version)s") % said


def title_of(job: Job) -> str:
    """A job's title for its reader; as it was asked for, where its keys don't say."""
    given = job.arguments
    if job.kind == MOVE and "version" in given:
        return move_title(given["charter"], given["version"])
    if job.kind == SIMULATE and given.get("texts"):
        return simulation_title(given["charter"], given["texts"])
    return job.title
