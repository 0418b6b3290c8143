"""What can be changed in a study; each function works inside the transaction it is given."""
