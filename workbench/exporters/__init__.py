"""From a table or a codebook to a file; one file per format."""
