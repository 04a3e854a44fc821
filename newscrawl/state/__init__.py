"""What earlier runs knew, in SQL: pages, articles, links, runs and the parts of the feed."""
