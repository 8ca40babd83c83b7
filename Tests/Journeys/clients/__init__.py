"""What users of each network's own kind of library do, one file a network."""
