#!/usr/bin/env bash
# Judges $INPUT_OUTPUT/scores.json: on the server, where LRG_SERVER_URL names one; else against $INPUT_BASELINE, where there
# is such a file; else by absolute thresholds. Writes verdict.json and scorecard.md beside it. The gate's exit code becomes
# the output `exit_code`: comment and upload come first, `exit "$EXIT_CODE"` last.
set -euo pipefail

home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
output=${INPUT_OUTPUT:-quality-gate}
args=(gate --current "$output/scores.json" --output "$output/verdict.json" --markdown "$output/scorecard.md")

if [[ -n ${INPUT_CONFIG:-} ]]; then args+=(--config "$INPUT_CONFIG"); fi
if [[ -n ${INPUT_RULE:-} ]]; then args+=(--rule "$INPUT_RULE"); fi
if [[ -z ${LRG_SERVER_URL:-} && -n ${INPUT_BASELINE:-} ]]; then
  if [[ -f $INPUT_BASELINE ]]; then
    args+=(--baseline "$INPUT_BASELINE")
  else
    echo "There is no baseline yet: absolute thresholds decide."
  fi
fi

# Nothing of an earlier run may be taken for this one's.
rm -f "$output/verdict.json" "$output/scorecard.md"
code=0
node "$home/cli/lrg.mjs" "${args[@]}" || code=$?
echo "exit_code=$code" >> "${GITHUB_OUTPUT:-/dev/null}"
# Without an output to carry it, as on other CI systems, the exit code is this script's own.
if [[ -z ${GITHUB_OUTPUT:-} ]]; then exit "$code"; fi
