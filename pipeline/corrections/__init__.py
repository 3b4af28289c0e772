"""What people changed, as steps beside the reading: kept, applied, taken back."""
