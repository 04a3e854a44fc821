"""What judges the durable feed from outside: a site that knows its truth, and the oracle."""
