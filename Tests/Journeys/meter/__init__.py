"""What the command line of the meter does, a file for each of its subjects."""
