"""What the domain is made of: numbers, the calendar, text, declared records, findings."""
