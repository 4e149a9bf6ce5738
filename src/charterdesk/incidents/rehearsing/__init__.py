"""A night in fast time, decided by the engine that decides a real one. Pure but for the ways to
people, which are handed in; nothing here writes, wakes or sends.
"""
