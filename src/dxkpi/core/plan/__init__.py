"""Plans: counting, method, revisions of targets, and published results."""
