"""Appends what is new in a feed to a file, each row once: consumer.py FEED OUT CURSOR."""

import hashlib
import json
import os
import sys
from pathlib import Path

feed, out, cursor = map(Path, sys.argv[1:])
at = json.loads(cursor.read_text()) if cursor.exists() else {"seq": 0, "bytes": 0}
with out.open("ab") as sink:
    sink.truncate(at["bytes"])  # what a run that was killed wrote after its cursor
    for part in json.loads((feed / "manifest.json").read_bytes())["parts"]:
        if part["last_seq"] <= at["seq"]:
            continue
        if part["first_seq"] > at["seq"] + 1 and at["seq"]:
            sys.exit(f"rows {at['seq'] + 1} to {part['first_seq'] - 1} are no longer in the feed")
        data = (feed / part["path"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != part["sha256"]:
            sys.exit(f"{part['path']} is not what the manifest lists")
        for line in data.split(b"\n")[:-1]:  # not splitlines(): texts may hold other line ends
            if json.loads(line)["seq"] > at["seq"]:
                sink.write(line + b"\n")
        sink.flush()
        os.fsync(sink.fileno())
        at = {"seq": part["last_seq"], "bytes": sink.tell()}
        cursor.with_suffix(".new").write_text(json.dumps(at))
        cursor.with_suffix(".new").replace(cursor)
