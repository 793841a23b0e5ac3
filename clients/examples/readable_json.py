"""JSON that people read: what fits on a line stands on a line."""

import json

LINE = 100


def dumps(value, indent=0):
    """The value as JSON text; the same value gives the same text."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(flat) + indent <= LINE:
        return flat
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {dumps(item, indent + 2)}"
                 for key, item in value.items()]
        opening, closing = "{", "}"
    else:
        items = [dumps(item, indent + 2) for item in value]
        opening, closing = "[", "]"
    lines = (",\n" + " " * (indent + 2)).join(items)
    return f"{opening}\n{' ' * (indent + 2)}{lines}\n{' ' * indent}{closing}"


def write(path, value):
    path.write_text(dumps(value) + "\n", encoding="utf-8")
