"""The files for data teams."""
