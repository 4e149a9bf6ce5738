"""`python -m charterdesk.command` is `charterdesk`."""

from charterdesk.command import main

main()
