"""Read a debate's graph, print what bears on each conclusion, and say something about the first.

python walk.py http://127.0.0.1:8000 inner-alignment [TOKEN "What I want to say."]
"""

import json
import sys
import urllib.request
from collections import defaultdict

site, slug, *more = sys.argv[1:]
api = f"{site}/api/v1"


def call(address, token="", **body):
    headers = {"Content-Type": "application/json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(address, data, headers)) as answer:
        return json.load(answer)


graph = call(f"{api}/debates/{slug}/graph/")
claims = {claim["uuid"]: claim for claim in graph["claims"]}
links = defaultdict(list)  # by what they bear on, a claim or another link
for link in graph["links"]:
    links[link["target"]["claim"] or link["target"]["link"]].append(link)
bearing = {premise for link in graph["links"] for premise in link["premises"]}
tops = [uuid for uuid in claims if uuid not in bearing and links[uuid]]

waiting, seen = [(uuid, 0, "") for uuid in reversed(tops)], set()
while waiting:  # not by recursion: a debate may have circles and thousands of levels
    here, depth, relation = waiting.pop()
    if claim := claims.get(here):
        where = f"C{claim['number']} {claim['standing']['word']}"
        print("  " * depth + relation, f"{where}: {claim['title']}")
    for link in () if here in seen else links[here]:
        ends = (link["uuid"], *link["premises"])
        waiting += [(each, depth + 1, link["relation"]) for each in ends]
    seen.add(here)

if more:
    token, words = more
    said = call(f"{api}/debates/{slug}/comments/", token, source=words, target={"claim": tops[0]})
    print("said:", said["html_url"])
