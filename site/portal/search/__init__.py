"""Finding things: analysis, the index, queries and excerpts."""
