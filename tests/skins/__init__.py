"""Many ways to print one page: contents, skins over them, and what must come out.

`python -m tests.skins --report 500` measures the reader; `--help` tells the rest.
"""
