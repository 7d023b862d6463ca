"""What runs in the child process: decodes one file and makes its derived pictures.

Nothing in this package imports Django or any other part of the site. The child starts in about a tenth of a
second, and a parser that is taken over finds no settings, no keys and no database.
"""
