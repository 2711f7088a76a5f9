import { PACKAGE, VERSION } from '../version.ts';

/** Where the Action is published; the version is the one that these files were made for. */
export const ACTION = `middlebrick/middlebrick@v${VERSION}`;

/** Flags that both the GitLab job and the shell script make of variables; set ones only. */
const FLAGS: readonly (readonly [flag: string, variable: string])[] = [
  ['--spec', 'MIDDLEBRICK_SPEC'],
  ['--threshold', 'MIDDLEBRICK_THRESHOLD'],
  ['--fail-on', 'MIDDLEBRICK_FAIL_ON'],
  ['--baseline', 'MIDDLEBRICK_BASELINE'],
  ['--route-file', 'MIDDLEBRICK_ROUTE_FILE'],
  ['--max-time', 'MIDDLEBRICK_MAX_TIME'],
  ['--config', 'MIDDLEBRICK_CONFIG'],
];

/** The consent turns the probe on; the others say where and how. */
const RETENTION: readonly (readonly [flags: string, variable: string])[] = [
  ['--retention --retention-target', 'MIDDLEBRICK_RETENTION_TARGET'],
  ['--retention-endpoint', 'MIDDLEBRICK_RETENTION_ENDPOINT'],
  ['--profile', 'MIDDLEBRICK_RETENTION_PROFILE'],
  ['--pid', 'MIDDLEBRICK_RETENTION_PID'],
  ['--metrics', 'MIDDLEBRICK_RETENTION_METRICS'],
  ['--memory-command', 'MIDDLEBRICK_RETENTION_MEMORY_COMMAND'],
  ['--collect', 'MIDDLEBRICK_RETENTION_COLLECT'],
  ['--credentials', 'MIDDLEBRICK_RETENTION_CREDENTIALS'],
  ['--credential-command', 'MIDDLEBRICK_RETENTION_CREDENTIAL_COMMAND'],
  ['--issue', 'MIDDLEBRICK_RETENTION_ISSUE'],
  ['--memory-limit', 'MIDDLEBRICK_MEMORY_LIMIT'],
  ['--fail-on-growth', 'MIDDLEBRICK_FAIL_ON_GROWTH'],
];

const SECRETS: readonly (readonly [flag: string, variable: string])[] = [
  ['--jwt-secret', 'MIDDLEBRICK_RETENTION_JWT_SECRET'],
  ['--bearer', 'MIDDLEBRICK_BEARER'],
];

function optionalFlags(indent: string): string[] {
  return [
    `${indent}$\{MIDDLEBRICK_URL:+"$MIDDLEBRICK_URL"} \\`,
    ...FLAGS.map(([flag, variable]) => `${indent}$\{${variable}:+${flag} "$${variable}"} \\`),
    ...RETENTION.map(([flag, variable]) => `${indent}$\{${variable}:+${flag} "$${variable}"} \\`),
    // The value stays in the environment: a process list shows the flag only.
    ...SECRETS.map(([flag, variable]) => `${indent}$\{${variable}:+${flag} env:${variable}} \\`),
    `${indent}$\{MIDDLEBRICK_SERVER_URL:+$\{MIDDLEBRICK_API_KEY:+--upload}} \\`,
  ];
}

const VARIABLES = [
  '# Variables, all optional where middlebrick.yaml says the same: MIDDLEBRICK_URL, MIDDLEBRICK_SPEC,',
  '# MIDDLEBRICK_THRESHOLD (80 or B), MIDDLEBRICK_FAIL_ON (high), MIDDLEBRICK_BASELINE, MIDDLEBRICK_ROUTE_FILE,',
  '# MIDDLEBRICK_MAX_TIME (seconds), MIDDLEBRICK_CONFIG, MIDDLEBRICK_BEARER (a token; keep it masked).',
  '# MIDDLEBRICK_SERVER_URL and MIDDLEBRICK_API_KEY (masked) together: a server of "middlebrick serve" that takes the result.',
  '# MIDDLEBRICK_RETENTION_TARGET (the host once more, as consent to load on it) measures memory per credential, with',
  '# MIDDLEBRICK_RETENTION_ENDPOINT, _PROFILE (quick), and one of _PID, _METRICS, _MEMORY_COMMAND, beside it _COLLECT;',
  '# one of _CREDENTIALS (a file), _CREDENTIAL_COMMAND, _ISSUE and _JWT_SECRET (masked) for credentials that are valid;',
  '# MIDDLEBRICK_MEMORY_LIMIT (512MiB) and MIDDLEBRICK_FAIL_ON_GROWTH (100B).',
  '# Exit codes: 0 passed, 1 a gate failed, 2 configuration, 3 the scan could not run, 4 too little seen to judge.',
];

/** A GitLab job that can be included as it stands. GitLab shows its reports in the merge request, that for DAST on its Ultimate tier. */
export function gitlabJob(): string {
  return [
    '# Scans an API with middlebrick; findings appear in the merge request as security findings, tests and code quality.',
    ...VARIABLES,
    'middlebrick:',
    '  stage: test',
    '  image: node:24-slim',
    '  script:',
    '    - |',
    `      npx -y ${PACKAGE} scan \\`,
    ...optionalFlags('        '),
    '        --no-save \\',
    '        --format summary \\',
    '        --format junit=middlebrick/junit.xml \\',
    '        --format gitlab=middlebrick/code-quality.json \\',
    '        --format gitlab-dast=middlebrick/gl-dast-report.json \\',
    '        --format html=middlebrick/report.html',
    '  artifacts:',
    '    when: always',
    '    paths:',
    '      - middlebrick/',
    '    reports:',
    '      junit: middlebrick/junit.xml',
    '      codequality: middlebrick/code-quality.json',
    '      dast: middlebrick/gl-dast-report.json',
    '',
  ].join('\n');
}

/** For every other pipeline: Node 20.19 or newer and a POSIX shell. */
export function shellScript(): string {
  return [
    '#!/bin/sh',
    '# Scans an API with middlebrick in any pipeline that has Node 20.19 or newer.',
    ...VARIABLES,
    '# MIDDLEBRICK_REPORTS is the folder for reports (middlebrick). Arguments are passed on to "middlebrick scan".',
    'set -eu',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it.
    'reports=${MIDDLEBRICK_REPORTS:-middlebrick}',
    `exec npx -y ${PACKAGE} scan \\`,
    ...optionalFlags('  '),
    '  --no-save \\',
    '  --format summary \\',
    '  --format "junit=$reports/junit.xml" \\',
    '  --format "sarif=$reports/api.sarif" \\',
    '  --format "json=$reports/result.json" \\',
    '  --format "html=$reports/report.html" \\',
    '  "$@"',
    '',
  ].join('\n');
}

export interface WorkflowFacts {
  readonly url: string;
  /** Command that starts the service; the workflow fails until somebody wrote one where it is not known. */
  readonly start?: string;
  /** Secret of the repository that holds the credential. */
  readonly variable?: string;
}

/** A workflow for GitHub Actions: starts the service, waits until it answers, scans it. */
export function githubWorkflow({ url, start, variable }: WorkflowFacts): string {
  return [
    'name: API scan',
    'on:',
    '  pull_request:',
    '  push:',
    '    branches: [main, master]',
    '',
    'permissions:',
    '  contents: read',
    '  # For the comment on pull requests, and for what the last run on the base branch found.',
    '  actions: read',
    '  pull-requests: write',
    '',
    'jobs:',
    '  middlebrick:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 15',
    '    steps:',
    '      - uses: actions/checkout@v5',
    '      - name: Start the API',
    '        run: |',
    '          # A proposal: make sure that this starts your service.',
    start === undefined
      ? `          echo "Write here how the API is started, then delete this line." >&2; exit 1`
      : `          (${start}) > api.log 2>&1 &`,
    `          timeout 300 sh -c 'until curl -so /dev/null ${url}; do sleep 1; done' || { cat api.log; exit 1; }`,
    `      - uses: ${ACTION}`,
    ...(variable === undefined
      ? []
      : [
          '        env:',
          `          # A secret of the repository: Settings, Secrets and variables, Actions.`,
          `          ${variable}: $\{{ secrets.${variable} }}`,
        ]),
    '        with:',
    '          config: middlebrick.yaml',
    '          format: |',
    '            html=middlebrick.html',
    '            json=middlebrick.json',
    '      # What the comments on later pull requests compare with. Who can read the repository can read it.',
    '      - uses: actions/upload-artifact@v5',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub expands it.
    '        if: ${{ !cancelled() }}',
    '        with:',
    '          name: middlebrick-result',
    '          path: |',
    '            middlebrick.json',
    '            middlebrick.html',
    '',
  ].join('\n');
}
