"""A real database with several connections: what threads of one test process cannot show."""
