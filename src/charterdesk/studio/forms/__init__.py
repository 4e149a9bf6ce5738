"""What the studio's pages are sent."""
