#!/usr/bin/env bash
# Shows the scorecard in the job summary and, unless $INPUT_COMMENT is false, in the one comment on the pull request.
set -euo pipefail

home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
output=${INPUT_OUTPUT:-quality-gate}
if [[ ! -f $output/scorecard.md ]]; then
  echo "There is no scorecard to show: nothing could be judged."
  exit 0
fi
args=(comment --markdown "$output/scorecard.md")

# Without the server's answer about the figures there is a scorecard, but no verdict file.
if [[ -f $output/verdict.json ]]; then args+=(--verdict "$output/verdict.json"); fi
if [[ -n ${INPUT_KEY:-} ]]; then args+=(--key "$INPUT_KEY"); fi
if [[ -n ${INPUT_URL:-} ]]; then args+=(--url "$INPUT_URL"); fi
if [[ ${INPUT_COMMENT:-true} != true ]]; then args+=(--summary-only); fi

node "$home/cli/lrg.mjs" "${args[@]}"
