"""A real AT Protocol server that nobody here wrote: arroba in memory, its lexicon checks on, one account.

Run as a program: `pds.py PORT`.
"""

import os
import sys
import threading

PORT = int(sys.argv[1])
PASSWORD = "abcd-efgh-ijkl-mnop"
TOKEN = "rahasia-token"
DID = "did:web:kicau.test"
HANDLE = "kicau.test"
PEOPLE = {HANDLE: DID, "bima.test": "did:plc:bbbbbbbbbbbbbbbbbbbbbbb2"}

# arroba reads these while it is imported. No network is there for it to speak to.
os.environ.update(
    REPO_TOKEN=TOKEN, REPO_PASSWORD=PASSWORD, PDS_HOST=f"localhost:{PORT}", APPVIEW_HOST="localhost:1",
    RELAY_HOST="localhost:1", PLC_HOST="localhost:1", ROLLBACK_WINDOW="1000", PRELOAD_WINDOW="0")

from arroba import server, util, xrpc_repo, xrpc_server  # noqa: E402, F401
from arroba.repo import Repo  # noqa: E402
from arroba.storage import MemoryStorage  # noqa: E402
from flask import Flask, Response, request  # noqa: E402
from lexrpc.base import XrpcError  # noqa: E402
from lexrpc.flask_server import init_flask  # noqa: E402
from multiformats import CID, multihash  # noqa: E402

server.storage = MemoryStorage()
key = util.new_key()
server.repo = Repo.create(server.storage, DID, handle=HANDLE, signing_key=key, rotation_key=key)
blobs = {}
app = Flask("pds")


@app.post("/xrpc/com.atproto.repo.uploadBlob")
def upload_blob():
    """arroba has none of its own."""
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return {"error": "AuthenticationRequired", "message": "no"}, 401
    body = request.get_data()
    cid = str(CID("base32", 1, "raw", multihash.digest(body, "sha2-256")))
    blobs[cid] = (body, request.content_type)
    blob = {"$type": "blob", "ref": {"$link": cid}, "mimeType": request.content_type, "size": len(body)}
    return {"blob": blob}


@app.get("/xrpc/com.atproto.sync.getBlob")
def get_blob():
    body, kind = blobs[request.args["cid"]]
    return Response(body, content_type=kind)


@server.server.method("com.atproto.identity.resolveHandle")
def resolve_handle(input, handle=None):
    """arroba's own would ask the handle's web server, and there is no network here."""
    if handle not in PEOPLE:
        raise XrpcError(f"nobody is called {handle}", name="HandleNotFound")
    return {"did": PEOPLE[handle]}


@server.server.method("app.bsky.feed.getPosts")
def get_posts(input, uris=()):
    """The network's view, which real servers pass this on to: it knows what lies here."""
    repo, posts = server.load_repo(DID), []
    for uri in uris:
        record = repo.get_record(*uri.split("/")[-2:])
        if record and uri.startswith(f"at://{DID}/"):
            posts.append({
                "uri": uri, "cid": util.dag_cbor_cid(record).encode("base32"), "record": record,
                "author": {"did": DID, "handle": HANDLE}, "indexedAt": record["createdAt"]})
    return {"posts": posts}


init_flask(server.server, app)
# Its storage in memory has no transactions: two writes at once would lose one.
one_at_a_time = threading.Lock()
answer = app.wsgi_app


def guarded(environment, begin):
    with one_at_a_time:
        return answer(environment, begin)


app.wsgi_app = guarded

if __name__ == "__main__":
    app.run("127.0.0.1", PORT, threaded=True)
