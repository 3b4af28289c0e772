"""The time grammar: what is written about time, as trees; nothing here knows a calendar day of its own."""
