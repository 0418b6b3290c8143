"""What importing asks; a file for each screen that asks it."""
