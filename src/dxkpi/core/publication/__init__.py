"""Published years: what was frozen of the data, what was corrected since, and what stands now."""
