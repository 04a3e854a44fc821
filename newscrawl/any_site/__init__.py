"""The crawl of a site that nobody described: where it names its articles, and which they are."""
