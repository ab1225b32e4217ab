"""Prints the rows of a Nightjar JSON backup: python3 read_backup.py FILE"""
import base64, json, sys

def value(v):
    if not isinstance(v, dict):
        return v
    (kind, text), = v.items()
    return {"$int": int, "$real": float}.get(kind, base64.b64decode)(text)

for table, rows in json.load(open(sys.argv[1], encoding="utf-8"))["tables"].items():
    for row in rows:
        print(table, {name: value(v) for name, v in row.items()})
