"""From results of queries to the frozen values that the templates show; they decide nothing."""
