"""The parts that screens are made of; those that a key changes are drawn line by line."""
