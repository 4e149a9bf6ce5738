"""Quotes on the page of a case: what is offered, and the customer's answer by a POST (R-BIC-39)."""
