"""Rules about published years and their corrections, checked against themselves and the present data."""
