"""What can be wrong with a feed; every message says what to do."""


class FeedError(Exception):
    """Raised where a feed cannot be used or shown."""


class FeedLostError(FeedError):
    """Raised where a feed could not be written."""
