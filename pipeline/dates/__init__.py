"""From a time expression to days: working days, lunar days, recurrences, windows."""
