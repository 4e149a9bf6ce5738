"""What people type into the desk's pages, as plain values."""
