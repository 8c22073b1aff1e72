"""What is asked of the departments that report values, and how their answers meet the data."""
