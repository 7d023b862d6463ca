"""A tiny site with a real broker and a real worker: only the room `core` and one trial kind of order."""
