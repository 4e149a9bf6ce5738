"""Customers' systems: where they stand, what opens them, who looked, what was taken away."""
