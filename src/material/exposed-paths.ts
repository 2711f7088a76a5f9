import type { Severity } from '../result.ts';

/** One place that should not be public, and the content that proves that it is. */
export interface ExposedPath {
  /** Below the target's origin; starts with a slash. */
  readonly path: string;
  /** What it is, for people. */
  readonly name: string;
  /** What stands in the body when it is the real thing; a status alone proves nothing. */
  readonly proof: RegExp;
  /** Proof of a binary file: these bytes at its start, instead of `proof` over text. */
  readonly magic?: readonly (readonly number[])[];
  readonly severity: Severity;
  /** Only the first kilobyte is asked for. */
  readonly large?: true;
  /** Pages are HTML by nature; everything else that answers in HTML is some other page. */
  readonly page?: true;
}

export const ACTUATORS: readonly ExposedPath[] = [
  {
    path: '/actuator/env',
    name: 'Spring’s environment',
    proof: /^\s*\{[\s\S]*"propertySources"\s*:/,
    severity: 'high',
  },
  {
    path: '/actuator/heapdump',
    name: 'Spring’s heap dump',
    proof: /^(?:JAVA PROFILE 1\.0\.|\u001f.\u0008)/,
    magic: [[0x4a, 0x41, 0x56, 0x41, 0x20, 0x50, 0x52, 0x4f, 0x46, 0x49, 0x4c, 0x45]],
    severity: 'high',
    large: true,
  },
  {
    path: '/actuator/mappings',
    name: 'Spring’s route table',
    proof: /"(?:dispatcherServlets|dispatcherHandlers|contexts)"\s*:/,
    severity: 'medium',
  },
  { path: '/actuator/beans', name: 'Spring’s beans', proof: /"beans"\s*:\s*\{/, severity: 'medium' },
  {
    path: '/actuator/loggers',
    name: 'Spring’s loggers',
    proof: /"configuredLevel"|"effectiveLevel"/,
    severity: 'medium',
  },
  {
    path: '/actuator/threaddump',
    name: 'Spring’s thread dump',
    proof: /"threads"\s*:\s*\[/,
    severity: 'medium',
  },
  {
    path: '/actuator/configprops',
    name: 'Spring’s configuration properties',
    proof: /"contexts"\s*:[\s\S]*"prefix"\s*:/,
    severity: 'medium',
  },
  {
    path: '/env',
    name: 'Spring’s environment (version 1)',
    proof: /^\s*\{[\s\S]*"(?:systemProperties|applicationConfig[^"]*)"\s*:/,
    severity: 'high',
  },
];

export const DEBUG_ENDPOINTS: readonly ExposedPath[] = [
  {
    path: '/debug/pprof/',
    name: 'Go’s profiler',
    proof: /Types of profiles available|\/debug\/pprof\/?<\/title>/,
    severity: 'medium',
    page: true,
  },
  {
    path: '/debug/vars',
    name: 'Go’s expvar',
    proof: /^\s*\{[\s\S]*"(?:memstats|cmdline)"\s*:/,
    severity: 'medium',
  },
  {
    path: '/debug/default/view',
    name: 'Yii’s debugger',
    proof: /Yii Debugger/,
    severity: 'medium',
    page: true,
  },
  {
    path: '/_profiler/',
    name: 'Symfony’s profiler',
    proof: /Symfony Profiler|sf-profiler/,
    severity: 'high',
    page: true,
  },
  {
    path: '/__debug__/',
    name: 'Django’s debug toolbar',
    proof: /djdt|Django Debug Toolbar/i,
    severity: 'medium',
    page: true,
  },
  {
    path: '/_debugbar/open',
    name: 'Laravel’s debug bar',
    proof: /"(?:utime|datetime)"[\s\S]*"uri"\s*:/,
    severity: 'high',
  },
  {
    path: '/telescope/requests',
    name: 'Laravel Telescope',
    proof: /<title>[^<]*Telescope/,
    severity: 'high',
    page: true,
  },
  {
    path: '/console',
    name: 'Werkzeug’s console',
    proof: /Interactive Console[\s\S]*EVALEX|EVALEX\s*=\s*true/,
    severity: 'critical',
    page: true,
  },
  {
    path: '/h2-console',
    name: 'the H2 database console',
    proof: /<title>H2 Console<\/title>/,
    severity: 'high',
    page: true,
  },
  {
    path: '/phpinfo.php',
    name: 'phpinfo()',
    proof: /<title>[^<]*phpinfo\(\)|PHP Version <\/td>|PHP Credits/,
    severity: 'medium',
    page: true,
  },
  {
    path: '/server-status',
    name: 'Apache’s status page',
    proof: /Apache Server Status for/,
    severity: 'medium',
    page: true,
  },
  {
    path: '/elmah.axd',
    name: 'ELMAH’s error log',
    proof: /Error Log for .{0,200}(?:ELMAH|Powered by)/s,
    severity: 'high',
    page: true,
  },
  {
    path: '/trace.axd',
    name: 'ASP.NET’s trace',
    proof: /Application Trace[\s\S]*Requests to this Application/,
    severity: 'high',
    page: true,
  },
  {
    path: '/rails/info/routes',
    name: 'Rails’ route table',
    proof: /Routes match in priority|Controller#Action/,
    severity: 'medium',
    page: true,
  },
];

export const VERSION_CONTROL: readonly ExposedPath[] = [
  {
    path: '/.git/HEAD',
    name: 'the Git repository',
    proof: /^(?:ref: refs\/heads\/[\w./-]+|[0-9a-f]{40})\s*$/,
    severity: 'high',
  },
  {
    path: '/.git/config',
    name: 'Git’s configuration',
    proof: /^\s*\[core\]\s*$[\s\S]*repositoryformatversion/m,
    severity: 'high',
  },
  {
    path: '/.svn/entries',
    name: 'the Subversion working copy',
    proof: /^\d{1,2}\r?\n(?:\r?\n?dir\r?\n|\s*$)/,
    severity: 'high',
  },
  {
    path: '/.hg/requires',
    name: 'the Mercurial repository',
    proof: /^(?:[\w-]+\n)*(?:revlogv1|store|dotencode|generaldelta)\n/,
    severity: 'high',
  },
];

const ENV_LINES =
  /^(?:export )?[A-Z][A-Z0-9_]{2,60}=[^\n<>]{0,500}$(?:[\s\S]*?^(?:export )?[A-Z][A-Z0-9_]{2,60}=)/m;

export const ENVIRONMENT_FILES: readonly ExposedPath[] = [
  { path: '/.env', name: 'the environment file', proof: ENV_LINES, severity: 'high' },
  { path: '/.env.local', name: 'the local environment file', proof: ENV_LINES, severity: 'high' },
  { path: '/.env.production', name: 'the production environment file', proof: ENV_LINES, severity: 'high' },
  { path: '/.env.bak', name: 'a copy of the environment file', proof: ENV_LINES, severity: 'high' },
];

const SQL_DUMP =
  /^(?:--|\/\*).{0,80}(?:MySQL dump|PostgreSQL database dump|MariaDB dump|phpMyAdmin|Dump)|^(?:CREATE TABLE|INSERT INTO|DROP TABLE)\b/im;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const GZIP = [0x1f, 0x8b, 0x08];

export const BACKUPS: readonly ExposedPath[] = [
  {
    path: '/backup.zip',
    name: 'an archive',
    proof: /^PK\u0003\u0004/,
    magic: [ZIP],
    severity: 'high',
    large: true,
  },
  {
    path: '/backup.tar.gz',
    name: 'an archive',
    proof: /^\u001f/,
    magic: [GZIP],
    severity: 'high',
    large: true,
  },
  { path: '/backup.sql', name: 'a database dump', proof: SQL_DUMP, severity: 'high', large: true },
  { path: '/dump.sql', name: 'a database dump', proof: SQL_DUMP, severity: 'high', large: true },
  {
    path: '/db.sqlite3',
    name: 'a SQLite database',
    proof: /^SQLite format 3\u0000/,
    magic: [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33, 0]],
    severity: 'high',
    large: true,
  },
  {
    path: '/database.db',
    name: 'a SQLite database',
    proof: /^SQLite format 3\u0000/,
    magic: [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33, 0]],
    severity: 'high',
    large: true,
  },
];

export const CONFIGURATIONS: readonly ExposedPath[] = [
  {
    path: '/appsettings.json',
    name: 'ASP.NET’s settings',
    proof: /^\s*\{[\s\S]*"(?:ConnectionStrings|Logging|AllowedHosts)"\s*:/,
    severity: 'high',
  },
  {
    path: '/appsettings.Production.json',
    name: 'ASP.NET’s production settings',
    proof: /^\s*\{[\s\S]*"(?:ConnectionStrings|Logging|AllowedHosts)"\s*:/,
    severity: 'high',
  },
  {
    path: '/web.config',
    name: 'IIS’ configuration',
    proof: /<configuration>[\s\S]*<(?:system\.web|system\.webServer|appSettings|connectionStrings)/,
    severity: 'medium',
  },
  {
    path: '/application.properties',
    name: 'Spring’s settings',
    proof: /^(?:spring|server|management|logging)\.[\w.-]+\s*=/m,
    severity: 'high',
  },
  {
    path: '/application.yml',
    name: 'Spring’s settings',
    proof: /^(?:spring|server|management):\s*$/m,
    severity: 'high',
  },
  {
    path: '/config.json',
    name: 'a configuration with credentials',
    proof:
      /^\s*\{[\s\S]*"[\w-]*(?:password|passwd|secret|connection_?string|database_?url|private_?key)[\w-]*"\s*:\s*"[^"]{4,}"/i,
    severity: 'high',
  },
  {
    path: '/config.yml',
    name: 'a configuration with credentials',
    proof: /^[\w.-]+:\s*$[\s\S]*^\s+[\w-]*(?:password|secret|database_?url)[\w-]*:\s*\S{4,}/im,
    severity: 'high',
  },
  {
    path: '/wp-config.php.bak',
    name: 'WordPress’ settings',
    proof: /define\(\s*['"]DB_PASSWORD['"]/,
    severity: 'high',
  },
  {
    path: '/.htpasswd',
    name: 'Apache’s password file',
    proof: /^[\w.@-]{1,64}:(?:\$apr1\$|\$2[aby]\$|\{SHA\}|[./A-Za-z0-9]{13}$)/m,
    severity: 'high',
  },
  {
    path: '/.aws/credentials',
    name: 'AWS credentials',
    proof: /^aws_(?:access_key_id|secret_access_key)\s*=/m,
    severity: 'high',
  },
  {
    path: '/.npmrc',
    name: 'npm’s settings with a token',
    proof: /_authToken=(?!\$\{)\S{8,}/,
    severity: 'high',
  },
  {
    path: '/id_rsa',
    name: 'a private key',
    proof: /^-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
    severity: 'high',
  },
];

export const BUILD_FILES: readonly ExposedPath[] = [
  {
    path: '/docker-compose.yml',
    name: 'the Compose file',
    proof: /^services:\s*$[\s\S]*^\s+(?:image|build):/m,
    severity: 'medium',
  },
  {
    path: '/Dockerfile',
    name: 'the Dockerfile',
    proof: /^FROM\s+[\w./:@-]+[\s\S]*^(?:RUN|CMD|COPY|ENTRYPOINT|WORKDIR)\s/m,
    severity: 'low',
  },
  {
    path: '/.gitlab-ci.yml',
    name: 'GitLab’s pipeline',
    proof: /^(?:stages|image|before_script|include):[\s\S]*^\s+(?:script|stage|- )/m,
    severity: 'low',
  },
  {
    path: '/Jenkinsfile',
    name: 'Jenkins’ pipeline',
    proof: /^\s*(?:pipeline|node)\s*(?:\([^)]*\)\s*)?\{/m,
    severity: 'low',
  },
  {
    path: '/package.json',
    name: 'the package manifest',
    proof: /^\s*\{[\s\S]*"dependencies"\s*:\s*\{/,
    severity: 'low',
  },
  {
    path: '/composer.json',
    name: 'the package manifest',
    proof: /^\s*\{[\s\S]*"require"\s*:\s*\{/,
    severity: 'low',
  },
  {
    path: '/requirements.txt',
    name: 'the list of packages',
    proof:
      /^[A-Za-z][\w.-]{1,60}(?:\[[\w,]+\])?\s*[=~>]=\s*\d[\w.]*(?:[\s\S]*?\n[A-Za-z][\w.-]{1,60}(?:\[[\w,]+\])?\s*[=~>]=\s*\d)/,
    severity: 'low',
  },
];

export const GRAPHQL_CONSOLES: readonly ExposedPath[] = [
  {
    path: '/graphiql',
    name: 'GraphiQL',
    proof: /graphiql(?:\.min)?\.(?:js|css)|<title>[^<]*GraphiQL/i,
    severity: 'low',
    page: true,
  },
  {
    path: '/playground',
    name: 'GraphQL Playground',
    proof: /GraphQL Playground|graphql-playground/i,
    severity: 'low',
    page: true,
  },
  { path: '/altair', name: 'Altair', proof: /<title>Altair|altair-graphql/i, severity: 'low', page: true },
  {
    path: '/voyager',
    name: 'GraphQL Voyager',
    proof: /GraphQLVoyager|GraphQL Voyager/i,
    severity: 'low',
    page: true,
  },
];
