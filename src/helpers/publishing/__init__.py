"""Pages anyone can read: one file each, offline, with every figure described and every finding
sourced."""
