"""What leaves the house: task lists, registers, reports."""
