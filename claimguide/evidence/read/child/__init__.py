"""What runs in the child process: turns the pixels of pictures into lines of text.

Like the inspecting child it imports nothing of Django or of the site, and stands behind the same walls.
"""
