"""What may happen in a round and to a codebook: pure rules."""
