"""The eight steps, one module each."""
