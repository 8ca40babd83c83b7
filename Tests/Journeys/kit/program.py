"""A program with an API key."""

import time
import uuid

import requests


class Refused(Exception):
    """The API said no, with a problem."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('code')}: {problem.get('what')}")
        self.status = status
        self.code = problem.get("code")
        self.what = problem.get("what", "")
        self.do = problem.get("do", "")
        self.field = problem.get("field")


class Program:
    def __init__(self, server, key):
        self.root = server.url + "/api/v1"
        self.session = requests.Session()
        self.session.headers["authorization"] = f"Bearer {key}"

    def get(self, path, **query):
        return self._answer(self.session.get(self.root + path, params=query, timeout=60))

    def change(self, method, path, body=None, key=None, data=None):
        """A change under an Idempotency-Key, so that it may be said again."""
        headers = {"idempotency-key": key or uuid.uuid4().hex}
        if data is not None:
            headers["content-type"] = "application/octet-stream"
        return self._answer(
            self.session.request(method, self.root + path, json=body, data=data, headers=headers, timeout=60))

    def post(self, path, body=None, key=None, data=None):
        return self.change("POST", path, body, key, data)

    def post_surely(self, path, body=None, data=None, seconds=120):
        """Says it again, under the same key, until the server has lived long enough to answer."""
        key = uuid.uuid4().hex
        end = time.monotonic() + seconds
        while True:
            try:
                return self.post(path, body, key, data)
            except (requests.ConnectionError, requests.Timeout):
                if time.monotonic() > end:
                    raise
            except Refused as refused:
                # Whoever began it was killed; for half a minute the server cannot know.
                if "still under way" not in str(refused) or time.monotonic() > end:
                    raise
            time.sleep(0.3)

    def get_surely(self, path, seconds=120, **query):
        end = time.monotonic() + seconds
        while True:
            try:
                return self.get(path, **query)
            except (requests.ConnectionError, requests.Timeout):
                if time.monotonic() > end:
                    raise
                time.sleep(0.3)

    def all_posts(self):
        posts, after = [], {}
        while True:
            page = self.get_surely("/posts", limit=200, **after)
            posts += page["items"]
            if not page.get("next"):
                return posts
            after = {"after": page["next"]}

    @staticmethod
    def _answer(answer):
        if answer.status_code >= 400:
            try:
                problem = answer.json()
            except ValueError:
                problem = {"code": None, "what": answer.text[:300]}
            raise Refused(answer.status_code, problem)
        return answer.json() if answer.content else None
