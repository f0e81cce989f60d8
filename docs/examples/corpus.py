"""Make a debate of every file in a folder, in any format that Crux reads; each stays private.

python corpus.py http://127.0.0.1:8000 TOKEN FOLDER
"""

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

site, token, folder = sys.argv[1:]
headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

for path in sorted(Path(folder).iterdir()):
    body = {"name": path.name, "text": path.read_text(encoding="utf-8"), "lenient": True}
    data = json.dumps(body).encode()
    request = urllib.request.Request(f"{site}/api/v1/imports/", data, headers)
    try:
        with urllib.request.urlopen(request) as answer:
            made = json.load(answer)
    except urllib.error.HTTPError as error:
        print(f"{path.name}: refused, {error.read().decode()}")
        continue
    print(f"{path.name}: {made['form']}, {made['debate']['html_url']}")
    for line in made["left_out"]:
        print("  left out:", line)
