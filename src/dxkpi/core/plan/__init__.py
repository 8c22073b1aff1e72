"""Plans: how they count and judge, what revised their targets, and what was published of them."""
