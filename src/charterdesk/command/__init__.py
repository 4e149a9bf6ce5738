"""The `charterdesk` command: one module for each verb, loaded when its verb is typed.

So `check` and `story`, which need the engine alone, start without Django.
"""


def main() -> None:
    """Run the verb that the command line names."""
    raise SystemExit(2)
