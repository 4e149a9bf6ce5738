"""Simulations: cases from a log, the history or drawn; run on all cores; answers and report."""
