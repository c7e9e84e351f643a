#!/usr/bin/env bash
# Starts a rollout of $INPUT_MODEL, $INPUT_PROMPT or both on the server (LRG_SERVER_URL, LRG_API_KEY), waits for its end and ends
# as it did: 0 promoted, 1 rolled back, 2 error, 3 aborted or not ended in time. Run again with the same $INPUT_KEY it goes on
# waiting for the same rollout. All settings are variables: nothing that comes from outside is ever part of a command's text.
set -euo pipefail

home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
args=(rollout start --json)

add() { if [[ -n $2 ]]; then args+=("$1=$2"); fi; }
add --model "${INPUT_MODEL:-}"
add --prompt "${INPUT_PROMPT:-}"
add --plan "${INPUT_PLAN:-}"
add --reason "${INPUT_REASON:-}"
add --key "${INPUT_KEY:-}"

tell() { echo "$1=$2" >> "${GITHUB_OUTPUT:-/dev/null}"; }
finish() {
  tell exit_code "$1"
  exit "$1"
}
field() { node -e 'process.stdout.write(String(JSON.parse(require("node:fs").readFileSync(0, "utf8"))[process.argv[1]]))' "$1"; }

# The first call installs what is missing, and says so where answers are read below.
setup=$(node "$home/cli/lrg.mjs" rollout --help) || {
  echo "$setup" >&2
  finish 2
}
code=0
rollout=$(node "$home/cli/lrg.mjs" "${args[@]}") || code=$?
if [[ $code != 0 ]]; then finish "$code"; fi
id=$(field id <<< "$rollout")
tell id "$id"
echo "Rollout $id: ${LRG_SERVER_URL%/}/rollouts/$id"
if [[ ${INPUT_WAIT:-true} != true ]]; then
  tell status "$(field status <<< "$rollout")"
  finish 0
fi

rollout=$(node "$home/cli/lrg.mjs" rollout status "$id" --json --wait --timeout "${INPUT_TIMEOUT:-340}") || code=$?
tell status "$(field status <<< "$rollout" || true)"
report=$(node "$home/cli/lrg.mjs" rollout status "$id" || true)
echo "$report"
# Indented text is shown as it is, whatever stands in it.
{
  echo "### Rollout"
  echo
  while IFS= read -r line; do echo "    $line"; done <<< "$report"
} >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
finish "$code"
