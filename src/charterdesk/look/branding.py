"""The desk as its customers know it: name, colour and logo, which the operator sets.

The colour is checked when the desk starts; its form for dark pages is made from it, so that both
are read as well as the desk's own.
"""

from pathlib import Path

from django.conf import settings

from charterdesk.kit.colours import readable_on

# The darkest and the lightest grounds that links stand on (css/tokens.css).
DARK_GROUND, LIGHT_GROUND = "#1b3354", "#dce9fd"
DARK_INK, WHITE = "#06213f", "#ffffff"


def brand_name() -> str:
    """The name that customers know this desk by."""
    return str(settings.BRAND)


def brand_css() -> bytes:
    """The accent of the customers' pages; nothing where the desk's own colour is kept."""
    colour = str(settings.BRAND_COLOUR)
    if not colour:
        return b""
    light = readable_on(colour, LIGHT_GROUND, towards="#000000")
    dark = readable_on(colour, DARK_GROUND, towards=WHITE)
    ink = readable_on(DARK_INK, dark, towards="#000000")
    rules = f"--accent:light-dark({light},{dark});--on-accent:light-dark({WHITE},{ink})"
    return f"@layer tokens{{:root{{{rules}}}}}\n".encode("ascii")


def logo_name() -> str:
    """The name of the logo as an asset, with its ending; "" where there is none."""
    path = str(settings.BRAND_LOGO)
    return f"logo{Path(path).suffix.lower()}" if path else ""


def logo_bytes() -> bytes:
    """The logo as it lies on the disk."""
    return Path(str(settings.BRAND_LOGO)).read_bytes()
