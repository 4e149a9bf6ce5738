"""The customers' side: pages that need no account of the desk."""
