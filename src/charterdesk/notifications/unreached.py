"""Why an address was not reached, in the reader's language: the sentences of `kit.egress`."""

from django.utils.translation import gettext_noop

OUTSIDE_ONLY = gettext_noop(
    "%(host)s leads to %(address)s, which is inside a private network. The operator names networks"
    " that may be reached in %(setting)s."
)
UNREACHED = (
    OUTSIDE_ONLY,
    gettext_noop("%(host)s leads to %(address)s, which is inside a private network."),
    gettext_noop("The name %(host)s has no address."),
    gettext_noop("There is no port of %(host)s to try."),
    gettext_noop("%(host)s took longer than %(seconds)s seconds."),
    gettext_noop("The certificate of %(host)s does not prove that it is %(host)s: %(why)s."),
    gettext_noop("%(host)s did not answer as it should: %(why)s."),
    gettext_noop("The answer is longer than %(bytes)s bytes."),
    gettext_noop("'%(url)s' is not an address."),
    gettext_noop("'%(scheme)s' is not allowed as a way out, only %(allowed)s."),
    gettext_noop("The address for %(host)s carries a password: leave it out."),
    gettext_noop("'%(host)s' is not on the list of hosts that may be called."),
)
