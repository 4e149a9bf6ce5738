"""Who is told the ordinary news of a case: at once, in a digest, or in the bell alone. What the
charter tells somebody (ladders, mentions, warnings) goes its own way and is never held back here.
"""
