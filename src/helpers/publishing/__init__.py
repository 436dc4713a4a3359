"""Pages anyone can read: one file each, offline, all described and sourced."""
