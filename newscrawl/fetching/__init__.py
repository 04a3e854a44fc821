"""How pages are fetched: politely, safely, or from recordings."""
