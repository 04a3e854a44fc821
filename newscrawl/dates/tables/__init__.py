"""The tables of `newscrawl.dates`: `tables.bin`, and what it is made from.

To add a language's missing word, add it to its file in `words/` (``de.toml``) and run
``python -m newscrawl.dates.tables``. `relative_types.json` holds CLDR's "yesterday", "last week",
"last Sunday" of every locale, which Babel leaves out.
"""
