"""Rewrites a CSV of standard input in the dialect of the first argument, as programs do that use csv."""

import csv
import io
import json
import sys

# What read_csv of pandas takes for a missing value.
MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "<NA>")


def pandas(records):
    """What read_csv(parse_dates=...).to_csv() makes of the records."""
    header, *rows = records
    yield ["", *header]
    for index, row in enumerate(rows):
        cells = {name: "" if cell in MISSING else cell for name, cell in zip(header, row)}
        if cells["assignee_id"]:
            cells["assignee_id"] = str(float(cells["assignee_id"]))
        for name in ("created_at", "resolved_at"):
            cells[name] = cells[name].replace("T", " ").replace("Z", "000+00:00")
        yield [index, *cells.values()]


dialect = json.loads(sys.argv[1])
like_pandas = dialect.pop("pandas", False)
encoding = "utf-8-sig" if dialect.pop("bom", False) else "utf-8"
records = csv.reader(io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline=""), strict=True)
output = io.TextIOWrapper(sys.stdout.buffer, encoding, newline="")
csv.writer(output, **dialect).writerows(pandas(records) if like_pandas else records)
output.flush()
