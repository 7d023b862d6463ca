"""The whole site as people meet it: served, with its broker, its worker and a real browser."""
