"""A living sample company: its people, customers and cases, whose clocks run around the present.

Everything in it is invented. It is made by the commands that everybody uses, with moments of the
last hours and days handed in, so that its history is what the desk would have written itself.
"""

from charterdesk.sample.making import age_of_sample, make_sample
from charterdesk.sample.watching import Lines, hand_out_keys

__all__ = ["Lines", "age_of_sample", "hand_out_keys", "make_sample"]
