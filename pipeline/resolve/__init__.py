"""From what is written to what it means: names, dates, who leads, what is in doubt."""
