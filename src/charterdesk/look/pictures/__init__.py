"""Pictures as SVG text: values in, the same bytes out; no script, no font, no address in them.

Embedded, colours are the desk's tokens through classes; alone, a picture brings them along.
"""
