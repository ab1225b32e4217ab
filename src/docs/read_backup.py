import base64, json, sys  # python3 read_backup.py json/backup-….json

backup = json.load(open(sys.argv[1], encoding="utf-8"))
text = lambda b64: base64.b64decode(b64).decode(backup["pragmas"]["encoding"], "replace")
name = lambda key: text(key[6:]) if key.startswith("$text:") else key[1:] if key[:2] == "$$" else key
decode = {"$blob": base64.b64decode, "$int": int, "$real": float, "$text": text}
value = lambda v: next(decode[kind](inner) for kind, inner in v.items()) if isinstance(v, dict) else v
for table, rows in backup["tables"].items():
    print(f"== {name(table)}: {len(rows)} rows")
    for row in rows:
        print(", ".join(f"{name(column)}={value(v)!r}" for column, v in row.items()))
