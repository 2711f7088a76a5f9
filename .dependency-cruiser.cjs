/** The walls of the house; each with its reason. `npm run walls` fails when one is crossed, or when it saw nothing. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means that two files are one.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody needs is a file to delete.',
      severity: 'error',
      from: { orphan: true, pathNot: ['^src/(index|cli/main|action/main)\\.ts$', '\\.json$'] },
      to: {},
    },
    {
      name: 'a-check-knows-no-other-check',
      comment: 'Rules share material and judgement, never each other.',
      severity: 'error',
      from: { path: '^src/checks/([a-z-]+)/' },
      to: { path: '^src/checks/[a-z-]+/', pathNot: '^src/checks/$1/' },
    },
    {
      name: 'pure-ends',
      comment:
        'Score, report and compare read results only: the same result must always read the same. Drawings of a retention result are reports too, and its counts of statuses are words.',
      severity: 'error',
      from: { path: '^src/(score|report|compare)/' },
      to: {
        path: '^src/(http|discovery|identities|checks|openapi|guides|cli|retention|scan|scanning)',
        pathNot: '^src/retention/(chart-(svg|text)|status-mix)\\.ts$',
      },
    },
    {
      name: 'one-way',
      comment: 'No stage knows a later one.',
      severity: 'error',
      from: { path: '^src/(http|openapi|values|answers|inputs|graphql|discovery|identities|exploration)/' },
      to: { path: '^src/(running|checks|findings|guides|score|report|compare|archive|given|cli|mcp)/' },
    },
    {
      name: 'only-http-touches-the-network',
      comment: 'Scope, budget, pace and redaction hold because nothing can go around them.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http|retention)/' },
      to: { path: '^(node:)?(http|https|http2|tls|net|dns|dgram)(/promises)?$' },
    },
    {
      name: 'only-the-command-line-reads-files-and-runs-programs',
      comment:
        'The scan is given texts; where they came from is the caller’s business. Pages of guides are no input: they are a part of this package, too large to be compiled in. The Action talks to its runner through files; init is about the repository that it stands in. The journal of writes has to be on the disk before they leave. The server keeps its embedded database and its encryption key in a folder and starts a process for each scan; backups are files, and the script of its pages is read once.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/(cli|action|init|given|archive|retention)/|^src/openapi/local-files|^src/guides/read-pages|^src/journal/journal-file|^src/server/store/(pglite-store|folder-lock|template|backup-file)|^src/server/worker/scan-child|^src/server/vault/key-file|^src/server/pages/assets',
      },
      to: { path: '^(node:)?(fs|child_process)(/promises)?$' },
    },
    {
      name: 'the-action-is-an-end',
      comment: 'The Action is bundled from main.ts and ships apart: nothing in the package may need it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/action/' },
      to: { path: '^src/action/' },
    },
    {
      name: 'commander-in-the-command-line',
      comment: 'The library must not carry a command line.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: 'node_modules/commander' },
    },
    {
      name: 'mcp-sdk-in-the-mcp-server',
      comment: 'The protocol moves fast; what changes with it should be one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/mcp/' },
      to: { path: 'node_modules/@modelcontextprotocol' },
    },
    {
      name: 'surfaces-keep-apart',
      comment:
        'Command line, MCP server and REST server share what lies below them; only the command that starts a surface knows it.',
      severity: 'error',
      from: {
        path: '^src/(cli|mcp|server)/',
        pathNot:
          '^src/cli/(mcp-command|serve-command|oidc-settings|rotate-key-command|scan-process-command|backup-command|restore-command)\\.ts$',
      },
      to: { path: '^src/(cli|mcp|server)/', pathNot: '^src/$1/' },
    },
    {
      name: 'nothing-needs-the-server',
      comment: 'It is one more surface on results: what lies below has to work without it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server|cli)/' },
      to: { path: '^src/server/' },
    },
    {
      name: 'the-server-knows-no-rule',
      comment:
        'It reads results; that there are rules, and which, is no business of it. What people look up, rules and guides, comes as plain data through catalogue.ts and guide-search.ts.',
      severity: 'error',
      from: { path: '^src/server/' },
      to: {
        path: '^src/(checks|guides|running|places|exploration|discovery|findings|score|identities|openapi|graphql)/',
      },
    },
    {
      name: 'database-in-the-store',
      comment:
        'Which database it is, and how it is asked, is one folder; the queue lives in the same database.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/(store|queue)/' },
      to: { path: 'node_modules/(pg|pg-boss|@electric-sql)/' },
    },
    {
      name: 'logs-and-metrics-in-operations',
      comment: 'What a line of the log may say, and which labels there are, is decided in one place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/operations/' },
      to: { path: 'node_modules/(pino|prom-client)/' },
    },
    {
      name: 'cron-patterns-in-the-monitor',
      comment: 'What a pattern means, and which are refused, is said in one place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/(monitor/cron|deliver/release)' },
      to: { path: 'node_modules/croner/' },
    },
    {
      name: 'hono-in-servers',
      comment: 'The library and the command line must not carry a web server.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server/(api|pages|sign-in|serve)|mcp)' },
      to: { path: 'node_modules/(hono|@hono)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'What users install must not need what only we install.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that leads nowhere is a wall that checks nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^sarif$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
