"""Questions to the departments that report values, and the merging of their answers into the data."""
