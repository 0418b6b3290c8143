"""What was found in files, before it is believed; one file per kind of thing in them."""
