#!/usr/bin/env bash
# What action.yml runs: annotations on standard output, a SARIF report, and a summary of the job.
set -euo pipefail
report="${RUNNER_TEMP:-/tmp}/copydesk.sarif"
summary="${RUNNER_TEMP:-/tmp}/copydesk.summary"
arguments=()
while IFS= read -r line; do [ -z "$line" ] || arguments+=("$line"); done <<<"${COPYDESK_ARGUMENTS:-}"
[ -z "${COPYDESK_SINCE:-}" ] || arguments+=(--since "$COPYDESK_SINCE")
paths=()
while IFS= read -r line; do [ -z "$line" ] || paths+=("$line"); done <<<"${COPYDESK_PATHS:-.}"
status=0
copydesk check --format github --output "sarif=$report" --output "concise=$summary" ${arguments[@]+"${arguments[@]}"} -- "${paths[@]}" || status=$?
[ -z "${GITHUB_OUTPUT:-}" ] || echo "sarif=$report" >>"$GITHUB_OUTPUT"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  {
    echo '## copydesk'
    echo
    # The last line counts; what an article says must not become markup here.
    tail -n 1 "$summary"
    echo
    echo '~~~~~~~~text'
    head -n 200 "$summary" | sed '$d' | sed 's/~~~~*/~~~/g'
    echo '~~~~~~~~'
  } >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
