"""Search over what this site explains: pairs of Chinese characters in an ordinary table.

Word boundaries do not show in Chinese, and neither SQLite's FTS5 nor PostgreSQL's tsvector cuts it; most
words have two characters, which FTS5's trigrams cannot find. A table finds pairs alike on both databases.
"""
