"""What can be wrong with a state; every message says what to do."""


class StateError(Exception):
    """Raised where the state cannot be used."""


class StateLostError(StateError):
    """Raised where the state failed while it was in use."""


class StateLockedError(StateError):
    """Raised where another run holds the site."""
