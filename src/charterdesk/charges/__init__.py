"""What work costs: rates, time, charges decided, quotes accepted, prepaid hours, statements."""
