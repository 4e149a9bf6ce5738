"""All that a desk has due is done by one worker; `python -m tests.trust.draining` runs it.

It works some minutes ahead of the clock, so that leases of workers that were killed are over.
"""

from datetime import timedelta

from charterdesk.command import set_up_django

AHEAD = timedelta(minutes=5)

if __name__ == "__main__":
    set_up_django()
    from charterdesk.kit.wallclock import now
    from charterdesk.worker.loops import work_off

    work_off(now() + AHEAD)
