"""Full text on both databases: words become stems here, a database only matches them."""
