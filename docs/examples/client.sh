#!/usr/bin/env bash
# A client with curl, and no other program to read JSON with:
#
#     ./client.sh http://127.0.0.1:8000 [TOKEN]
set -euo pipefail

base_url=${1:-http://127.0.0.1:8000}
token=${2:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# send METHOD PATH [OPTION…]: sets $status; the document is in $folder/body, the headers in $folder/headers
send() {
  local method=$1 path=$2
  shift 2
  [ -z "$token" ] || set -- -H "Authorization: Bearer $token" "$@"
  : >"$folder/body"
  status=$(curl --silent --request "$method" "$base_url$path" "$@" \
    --output "$folder/body" --dump-header "$folder/headers" --write-out '%{http_code}')
}

# Sends again what may be sent again (a read, or a write with an Idempotency-Key), when there is no response
# or it is a 503: curl waits as long as Retry-After says.
send_again() { send "$@" --no-progress-meter --retry 5 --retry-all-errors; }

# expect STATUS…: ends with the problem document when the status is another one
expect() {
  [[ " $* " == *" $status "* ]] || { cat "$folder/body" >&2; exit 1; }
}

# The first value of a member of the document
value_of() {
  grep -o "\"$1\":\"\{0,1\}[^\",}]*" "$folder/body" | sed -n '1s/^"[^"]*":"\{0,1\}//p'
}

header() {
  tr -d '\r' <"$folder/headers" | awk -v name="$1:" 'tolower($1) == tolower(name) { print $2 }'
}

json='Content-Type: application/json'

# update ID TAG BODY: changes the issue if it is still the one that was read with the tag; otherwise 412
update() {
  send PATCH "/issues/$1" -H "If-Match: $2" -H "$json" --data "$3"
  expect 200
}

# merge ID VERSION FIELD VALUE: changes the field of the issue that was read at the version, also when
# others have changed other fields
merge() {
  local id=$1 version=$2 field=$3 value=$4
  while true; do
    send PATCH "/issues/$id" -H "$json" --data "{\"$field\": \"$value\", \"version\": $version}"
    [ "$status" = 409 ] || { expect 200; return; }
    if grep -q "\"changed_fields\":\[[^]]*\"$field\"" "$folder/body"; then
      echo "Changed by others: $field. Ask which to keep." >&2
      exit 1
    fi
    version=$(value_of current_version)
  done
}

key=example-$(date +%s)-$$-$RANDOM
body='{"title": "Fix login bug"}'
send_again POST /issues -H "Idempotency-Key: $key" -H "$json" --data "$body"
expect 201
id=$(value_of id)
# As after a response that was lost: the same key, and no second issue.
send_again POST /issues -H "Idempotency-Key: $key" -H "$json" --data "$body"
expect 201
[ "$(value_of id) $(header Idempotency-Replayed)" = "$id true" ]
echo "created issue $id once"

send_again GET "/issues/$id"
expect 200
tag=$(header ETag)
version=$(value_of version)
send_again GET "/issues/$id" -H "If-None-Match: $tag"
expect 304
echo "read version $version, unchanged since"

update "$id" "$tag" '{"status": "in_progress"}'
echo "changed the status to $(value_of status), version $(value_of version)"

# With the version from before that change, which was of another field: 409 at first.
merge "$id" "$version" priority high
echo "merged: $(value_of status), $(value_of priority), version $(value_of version)"

# All pages, none of which repeats or misses an issue while others are written
path='/issues?page_size=4'
sizes=
while true; do
  send_again GET "$path"
  expect 200
  sizes="${sizes:+$sizes and }$(grep -o '"comments_count":' "$folder/body" | wc -l | tr -d ' ')"
  cursor=$(value_of next_cursor)
  [ "$cursor" != null ] || break
  path="/issues?page_size=4&cursor=$cursor"
done
echo "listed pages of $sizes"

printf 'title,status\nImported,open\n,open\n' >"$folder/issues.csv"
send_again POST /issues/import -H "Idempotency-Key: $key-import" --form "file=@$folder/issues.csv"
expect 200
echo "imported $(value_of successful) of $(value_of total_rows) rows"
grep -o '"row_number":[0-9]*,"errors":\["[^]]*"\]' "$folder/body" |
  sed 's/"row_number":\([0-9]*\),"errors":\["\(.*\)"\]/row \1: \2/; s/","/; /g'
