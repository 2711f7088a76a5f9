#!/bin/sh
# Scans an API with middlebrick in any pipeline that has Node 20.19 or newer.
# Variables, all optional where middlebrick.yaml says the same: MIDDLEBRICK_URL, MIDDLEBRICK_SPEC,
# MIDDLEBRICK_THRESHOLD (80 or B), MIDDLEBRICK_FAIL_ON (high), MIDDLEBRICK_BASELINE, MIDDLEBRICK_ROUTE_FILE,
# MIDDLEBRICK_MAX_TIME (seconds), MIDDLEBRICK_CONFIG, MIDDLEBRICK_BEARER (a token; keep it masked).
# MIDDLEBRICK_SERVER_URL and MIDDLEBRICK_API_KEY (masked) together: a server of "middlebrick serve" that takes the result.
# MIDDLEBRICK_RETENTION_TARGET (the host once more, as consent to load on it) measures memory per credential, with
# MIDDLEBRICK_RETENTION_ENDPOINT, _PROFILE (quick), and one of _PID, _METRICS, _MEMORY_COMMAND, beside it _COLLECT;
# one of _CREDENTIALS (a file), _CREDENTIAL_COMMAND, _ISSUE and _JWT_SECRET (masked) for credentials that are valid;
# MIDDLEBRICK_MEMORY_LIMIT (512MiB) and MIDDLEBRICK_FAIL_ON_GROWTH (100B).
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
  ${MIDDLEBRICK_RETENTION_TARGET:+--retention --retention-target "$MIDDLEBRICK_RETENTION_TARGET"} \
  ${MIDDLEBRICK_RETENTION_ENDPOINT:+--retention-endpoint "$MIDDLEBRICK_RETENTION_ENDPOINT"} \
  ${MIDDLEBRICK_RETENTION_PROFILE:+--profile "$MIDDLEBRICK_RETENTION_PROFILE"} \
  ${MIDDLEBRICK_RETENTION_PID:+--pid "$MIDDLEBRICK_RETENTION_PID"} \
  ${MIDDLEBRICK_RETENTION_METRICS:+--metrics "$MIDDLEBRICK_RETENTION_METRICS"} \
  ${MIDDLEBRICK_RETENTION_MEMORY_COMMAND:+--memory-command "$MIDDLEBRICK_RETENTION_MEMORY_COMMAND"} \
  ${MIDDLEBRICK_RETENTION_COLLECT:+--collect "$MIDDLEBRICK_RETENTION_COLLECT"} \
  ${MIDDLEBRICK_RETENTION_CREDENTIALS:+--credentials "$MIDDLEBRICK_RETENTION_CREDENTIALS"} \
  ${MIDDLEBRICK_RETENTION_CREDENTIAL_COMMAND:+--credential-command "$MIDDLEBRICK_RETENTION_CREDENTIAL_COMMAND"} \
  ${MIDDLEBRICK_RETENTION_ISSUE:+--issue "$MIDDLEBRICK_RETENTION_ISSUE"} \
  ${MIDDLEBRICK_MEMORY_LIMIT:+--memory-limit "$MIDDLEBRICK_MEMORY_LIMIT"} \
  ${MIDDLEBRICK_FAIL_ON_GROWTH:+--fail-on-growth "$MIDDLEBRICK_FAIL_ON_GROWTH"} \
  ${MIDDLEBRICK_RETENTION_JWT_SECRET:+--jwt-secret env:MIDDLEBRICK_RETENTION_JWT_SECRET} \
  ${MIDDLEBRICK_BEARER:+--bearer env:MIDDLEBRICK_BEARER} \
  ${MIDDLEBRICK_SERVER_URL:+${MIDDLEBRICK_API_KEY:+--upload}} \
  --no-save \
  --format summary \
  --format "junit=$reports/junit.xml" \
  --format "sarif=$reports/api.sarif" \
  --format "json=$reports/result.json" \
  --format "html=$reports/report.html" \
  "$@"
