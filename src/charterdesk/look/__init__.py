"""What the faces share: base pages, components, tokens, script files and frozen view values.

Nothing here decides anything about a case: it draws values that a face has filled.
"""
