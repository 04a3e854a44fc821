"""One short file a site, nothing else."""
