#!/bin/sh
# Scans an API with middlebrick in any pipeline that has Node 20.19 or newer.
# Variables, all optional where middlebrick.yaml says the same: MIDDLEBRICK_URL, MIDDLEBRICK_SPEC,
# MIDDLEBRICK_THRESHOLD (80 or B), MIDDLEBRICK_FAIL_ON (high), MIDDLEBRICK_BASELINE, MIDDLEBRICK_ROUTE_FILE,
# MIDDLEBRICK_MAX_TIME (seconds), MIDDLEBRICK_CONFIG, MIDDLEBRICK_BEARER (a token; keep it masked).
# MIDDLEBRICK_SERVER_URL and MIDDLEBRICK_API_KEY (masked) together: a server of "middlebrick serve" that takes the result.
# Exit codes: 0 passed, 1 a gate failed, 2 configuration, 3 the scan could not run, 4 too little seen to judge.
# MIDDLEBRICK_REPORTS is the folder for reports (middlebrick). Arguments are passed on to "middlebrick scan".
set -eu
reports=${MIDDLEBRICK_REPORTS:-middlebrick}
exec npx -y middlebrick-scanner@0.1 scan \
  ${MIDDLEBRICK_URL:+"$MIDDLEBRICK_URL"} \
  ${MIDDLEBRICK_SPEC:+--spec "$MIDDLEBRICK_SPEC"} \
  ${MIDDLEBRICK_THRESHOLD:+--threshold "$MIDDLEBRICK_THRESHOLD"} \
  ${MIDDLEBRICK_FAIL_ON:+--fail-on "$MIDDLEBRICK_FAIL_ON"} \
  ${MIDDLEBRICK_BASELINE:+--baseline "$MIDDLEBRICK_BASELINE"} \
  ${MIDDLEBRICK_ROUTE_FILE:+--route-file "$MIDDLEBRICK_ROUTE_FILE"} \
  ${MIDDLEBRICK_MAX_TIME:+--max-time "$MIDDLEBRICK_MAX_TIME"} \
  ${MIDDLEBRICK_CONFIG:+--config "$MIDDLEBRICK_CONFIG"} \
  ${MIDDLEBRICK_BEARER:+--bearer env:MIDDLEBRICK_BEARER} \
  ${MIDDLEBRICK_SERVER_URL:+${MIDDLEBRICK_API_KEY:+--upload}} \
  --no-save \
  --format summary \
  --format "junit=$reports/junit.xml" \
  --format "sarif=$reports/api.sarif" \
  --format "json=$reports/result.json" \
  --format "html=$reports/report.html" \
  "$@"
