"""A client in Python, with the standard library alone.

    python3 client.py http://127.0.0.1:8000 [TOKEN]
"""

import http.client
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

BASE_URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
TOKEN = sys.argv[2] if len(sys.argv) > 2 else None
ATTEMPTS = 5
TIMEOUT_SECONDS = 60


class ProblemError(Exception):
    """A response with an error: an RFC 9457 document."""

    def __init__(self, status, problem, headers):
        super().__init__(f"{problem['code']}: {problem['detail']} (request {problem['request_id']})")
        self.status = status
        self.problem = problem
        self.headers = headers


def send(method, path, body=None, headers=None):
    """Sends a request; returns its status, its headers and its document."""
    headers = dict(headers or {})
    if TOKEN:
        headers["Authorization"] = f"Bearer {TOKEN}"
    if body is not None and not isinstance(body, bytes):
        headers["Content-Type"] = "application/json"
        body = json.dumps(body).encode()
    request = urllib.request.Request(BASE_URL + path, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            text = response.read()
            return response.status, response.headers, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 304:
                return 304, error.headers, None
            raise ProblemError(error.code, json.load(error), error.headers) from None


def send_again(method, path, body=None, headers=None):
    """Sends again what may be sent again: a read, or a write with an Idempotency-Key."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return send(method, path, body, headers)
        except ProblemError as error:
            temporary = error.status == 503 or error.problem["code"] == "IDEMPOTENCY_KEY_IN_FLIGHT"
            if attempt == ATTEMPTS or not temporary:
                raise
            time.sleep(int(error.headers.get("Retry-After", attempt)))
        except (OSError, http.client.HTTPException):
            if attempt == ATTEMPTS:
                raise
            time.sleep(attempt)


def create(title, key):
    """Creates an issue once, however often the request has to be sent; the key belongs to it."""
    headers = {"Idempotency-Key": key}
    _, headers, issue = send_again("POST", "/issues", {"title": title}, headers)
    return issue, headers.get("Idempotency-Replayed") == "true"


def read(issue_id, tag=None):
    """The issue and its tag; None for the issue while it is still the one with `tag`."""
    headers = {"If-None-Match": tag} if tag else {}
    _, headers, issue = send_again("GET", f"/issues/{issue_id}", headers=headers)
    return issue, headers["ETag"]


def update(issue_id, tag, change):
    """Changes the issue if it is still the one that was read with `tag`; otherwise the status is 412."""
    return send("PATCH", f"/issues/{issue_id}", change, {"If-Match": tag})[2]


def merge(issue_id, version, change):
    """Changes the issue that was read at `version`, also when others have changed other fields."""
    while True:
        try:
            return send("PATCH", f"/issues/{issue_id}", {**change, "version": version})[2]
        except ProblemError as error:
            if error.problem["code"] != "VERSION_CONFLICT":
                raise
            taken = set(error.problem["changed_fields"]) & set(change)
            if taken:
                raise RuntimeError(f"Changed by others: {taken}. Ask which to keep.") from error
            version = error.problem["current_version"]


def pages(page_size):
    """All pages, none of which repeats or misses an issue while others are written."""
    query = {"page_size": page_size}
    while True:
        _, _, page = send_again("GET", f"/issues?{urllib.parse.urlencode(query)}")
        yield page["items"]
        if page["next_cursor"] is None:
            return
        query["cursor"] = page["next_cursor"]


def import_csv(csv, key):
    boundary = uuid.uuid4().hex
    head = 'Content-Disposition: form-data; name="file"; filename="issues.csv"\r\n\r\n'
    body = f"--{boundary}\r\n{head}{csv}\r\n--{boundary}--\r\n".encode()
    headers = {
        "Idempotency-Key": key,
        "Content-Type": f"multipart/form-data; boundary={boundary}",
    }
    return send_again("POST", "/issues/import", body, headers)[2]


def main():
    key = str(uuid.uuid4())
    issue, _ = create("Fix login bug", key)
    # As after a response that was lost: the same key, and no second issue.
    again, replayed = create("Fix login bug", key)
    if again["id"] != issue["id"] or not replayed:
        raise RuntimeError("There are two issues.")
    print(f"created issue {issue['id']} once")

    first, tag = read(issue["id"])
    if read(issue["id"], tag)[0] is not None:
        raise RuntimeError("No tag.")
    print(f"read version {first['version']}, unchanged since")

    changed = update(issue["id"], tag, {"status": "in_progress"})
    print(f"changed the status to {changed['status']}, version {changed['version']}")

    # With the version from before that change, which was of another field: 409 at first.
    merged = merge(issue["id"], first["version"], {"priority": "high"})
    print(f"merged: {merged['status']}, {merged['priority']}, version {merged['version']}")

    print("listed pages of " + " and ".join(str(len(page)) for page in pages(4)))

    report = import_csv("title,status\nImported,open\n,open\n", str(uuid.uuid4()))
    print(f"imported {report['successful']} of {report['total_rows']} rows")
    for row in report["errors"]:
        print(f"row {row['row_number']}: {'; '.join(row['errors'])}")


if __name__ == "__main__":
    main()
