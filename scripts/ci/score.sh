#!/usr/bin/env bash
# Scores the golden set of the folder that this is called in, into $INPUT_OUTPUT/scores.json.
# All settings are variables: nothing that comes from outside is ever part of a command line's text.
set -euo pipefail

home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
output=${INPUT_OUTPUT:-quality-gate}
args=(score --quiet --output "$output/scores.json")

add() { if [[ -n $2 ]]; then args+=("$1" "$2"); fi; }
add --config "${INPUT_CONFIG:-}"
add --dataset "${INPUT_DATASET:-}"
add --prompt "${INPUT_PROMPT:-}"
add --model "${INPUT_MODEL:-}"
add --repeats "${INPUT_REPEATS:-}"
add --limit "${INPUT_LIMIT:-}"

node "$home/cli/lrg.mjs" "${args[@]}"
echo "file=$output/scores.json" >> "${GITHUB_OUTPUT:-/dev/null}"
