"""A plan by itself: its sections, ratings, years and the revisions of its targets."""
