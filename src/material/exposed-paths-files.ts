import type { ExposedPath } from './exposed-paths.ts';
import { inOrder } from './in-order.ts';

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
    proof: inOrder(/^[ \t]*\[core\][ \t\r]*$/m, /repositoryformatversion/),
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
  { path: '/.env', name: 'the environment file', proof: ENV_LINES, severity: 'critical' },
  { path: '/.env.local', name: 'the local environment file', proof: ENV_LINES, severity: 'critical' },
  {
    path: '/.env.production',
    name: 'the production environment file',
    proof: ENV_LINES,
    severity: 'critical',
  },
  { path: '/.env.bak', name: 'a copy of the environment file', proof: ENV_LINES, severity: 'critical' },
];

const SQL_DUMP = /^(?:--|\/\*).{0,80}(?:phpMyAdmin|dump)|^(?:CREATE TABLE|INSERT INTO|DROP TABLE)\b/im;
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
    proof: inOrder(/<configuration>/, /<(?:system\.web|appSettings|connectionStrings)/),
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
      /^\s*\{[\s\S]*"(?=[\w-]*(?:password|passwd|secret|connection_?string|database_?url|private_?key))[\w-]+"\s*:\s*"[^"]{4,}"/i,
    severity: 'high',
  },
  {
    path: '/config.yml',
    name: 'a configuration with credentials',
    proof: inOrder(
      /^[\w.-]+:[ \t\r]*$/im,
      /^[ \t]+(?=[\w-]*(?:password|secret|database_?url))[\w-]+:[ \t]*\S{4}/im,
    ),
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
    proof: inOrder(/^services:[ \t\r]*$/m, /^[ \t]+(?:image|build):/m),
    severity: 'medium',
  },
  {
    path: '/Dockerfile',
    name: 'the Dockerfile',
    proof: inOrder(/^FROM[ \t]+[\w./:@-]/m, /^(?:RUN|CMD|COPY|ENTRYPOINT|WORKDIR)\s/m),
    severity: 'low',
  },
  {
    path: '/.gitlab-ci.yml',
    name: 'GitLab’s pipeline',
    proof: inOrder(/^(?:stages|image|before_script|include):/m, /^[ \t]+(?:script|stage|- )/m),
    severity: 'low',
  },
  {
    path: '/Jenkinsfile',
    name: 'Jenkins’ pipeline',
    proof: /^[ \t]*(?:pipeline|node)\s*(?:\([^()\n]*\)\s*)?\{/m,
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
      /^[A-Za-z][\w.-]{1,60}(?:\[[\w,]+\])?\s*[=~>]=\s*\d[\s\S]*?\n[A-Za-z][\w.-]{1,60}(?:\[[\w,]+\])?[ \t]*[=~>]=[ \t]*\d/,
    severity: 'low',
  },
];
