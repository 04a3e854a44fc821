"""newscrawl: a news crawler whose feed a data team can trust."""
