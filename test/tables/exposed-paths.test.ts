import { describe, expect, test } from 'vitest';
import { ACTUATORS, DEBUG_ENDPOINTS, GRAPHQL_CONSOLES } from '../../src/material/exposed-paths.ts';
import {
  BACKUPS,
  BUILD_FILES,
  CONFIGURATIONS,
  ENVIRONMENT_FILES,
  VERSION_CONTROL,
} from '../../src/material/exposed-paths-files.ts';
import { unshown } from './alternatives.ts';

const ENV = ['APP_ENV=production\nexport DB_HOST=db\n'];
const DUMPS = [
  ...['MySQL dump', 'PostgreSQL database dump', 'MariaDB dump', 'phpMyAdmin', 'Dump of shop'].map(
    (by) => `-- ${by} 10.13\n`,
  ),
  '/* Dump of shop */\n',
  'CREATE TABLE notes (id int);',
  'INSERT INTO notes VALUES (7);',
  'DROP TABLE notes;',
];
const SETTINGS = ['ConnectionStrings', 'Logging', 'AllowedHosts'].map((name) => `{"${name}": {}}`);
const SQLITE = ['SQLite format 3\u0000'];

/** What stands at each place when it is the real thing: one for every alternative of its proof. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '/.git/HEAD': ['ref: refs/heads/main\n', 'e242584f00aa11bb22cc33dd44ee55ff66778899\n'],
  '/.git/config': ['[core]\n\trepositoryformatversion = 0\n'],
  '/.svn/entries': ['10\n\ndir\n7\n', '12\n'],
  '/.hg/requires': ['revlogv1', 'store', 'dotencode', 'generaldelta'].map((name) => `${name}\n`),
  '/.env': ENV,
  '/.env.local': ENV,
  '/.env.production': ENV,
  '/.env.bak': ENV,
  '/backup.zip': ['PK\u0003\u0004'],
  '/backup.tar.gz': ['\u001f\u008b\u0008'],
  '/backup.sql': DUMPS,
  '/dump.sql': DUMPS,
  '/db.sqlite3': SQLITE,
  '/database.db': SQLITE,
  '/appsettings.json': SETTINGS,
  '/appsettings.Production.json': SETTINGS,
  '/web.config': ['system.webServer>', 'appSettings>', 'connectionStrings>'].map(
    (name) => `<configuration>\n<${name}`,
  ),
  '/application.properties': ['spring', 'server', 'management', 'logging'].map((name) => `${name}.port=7\n`),
  '/application.yml': ['spring', 'server', 'management'].map((name) => `${name}:\n  port: 7\n`),
  '/config.json': [
    ...['password', 'passwd', 'secret', 'connectionString', 'databaseUrl', 'privateKey'].map(
      (name) => `{"${name}": "q7Kx2LmP"}`,
    ),
  ],
  '/config.yml': ['password', 'secret', 'database_url'].map((name) => `app:\n  ${name}: q7Kx2LmP\n`),
  '/wp-config.php.bak': ["define('DB_PASSWORD', 'q7Kx2LmP');"],
  '/.htpasswd': ['ada:$apr1$x', 'ada:$2y$05$x', 'ada:{SHA}x', 'ada:q7Kx2LmP9vRt4'],
  '/.aws/credentials': ['aws_access_key_id = x', 'aws_secret_access_key = x'],
  '/.npmrc': ['//registry.example/:_authToken=q7Kx2LmP9v'],
  '/id_rsa': ['-----BEGIN OPENSSH ', '-----BEGIN '].map((head) => `${head}${'PRIVATE'} KEY-----`),
  '/docker-compose.yml': ['image: shop', 'build: .'].map((line) => `services:\n  shop:\n    ${line}\n`),
  '/Dockerfile': ['RUN', 'CMD', 'COPY', 'ENTRYPOINT', 'WORKDIR'].map((verb) => `FROM node:24\n${verb} x\n`),
  '/.gitlab-ci.yml': [
    ...['stages', 'image', 'before_script', 'include'].map((name) => `${name}:\n  script: x\n`),
    'stages:\n  stage: x\n',
    'stages:\n  - build\n',
  ],
  '/Jenkinsfile': ['pipeline {', "node('linux') {"],
  '/package.json': ['{"dependencies": {}}'],
  '/composer.json': ['{"require": {}}'],
  '/requirements.txt': ['flask[async]==3.0\nrequests>=2.31\n'],
  '/actuator/env': ['{"propertySources": []}'],
  '/actuator/heapdump': ['JAVA PROFILE 1.0.2', '\u001f\u008b\u0008'],
  '/actuator/mappings': ['dispatcherServlets', 'dispatcherHandlers', 'contexts'].map(
    (name) => `"${name}": {`,
  ),
  '/actuator/beans': ['"beans": {'],
  '/actuator/loggers': ['"configuredLevel"', '"effectiveLevel"'],
  '/actuator/threaddump': ['"threads": ['],
  '/actuator/configprops': ['"contexts": {"a": {"prefix": "x"'],
  '/env': ['{"systemProperties": {}}', '{"applicationConfig: [classpath]": {}}'],
  '/debug/pprof/': ['Types of profiles available:', '<title>/debug/pprof/</title>'],
  '/debug/vars': ['{"memstats": {}}', '{"cmdline": []}'],
  '/debug/default/view': ['Yii Debugger'],
  '/_profiler/': ['Symfony Profiler', '<div class="sf-profiler">'],
  '/__debug__/': ['<div id="djDebug" class="djdt-hidden">', 'Django Debug Toolbar'],
  '/_debugbar/open': ['[{"utime": 1, "uri": "/"', '[{"datetime": "x", "uri": "/"'],
  '/telescope/requests': ['<title>Shop - Telescope</title>'],
  '/console': ['<h1>Interactive Console</h1> EVALEX', 'EVALEX = true'],
  '/h2-console': ['<title>H2 Console</title>'],
  '/phpinfo.php': ['<title>PHP 8.3 - phpinfo()</title>', 'PHP Version </td>', 'PHP Credits'],
  '/server-status': ['Apache Server Status for 127.0.0.1'],
  '/elmah.axd': ['Error Log for shop, ELMAH', 'Error Log for shop. Powered by x'],
  '/trace.axd': ['Application Trace\nRequests to this Application'],
  '/rails/info/routes': ['Routes match in priority from top to bottom', 'Controller#Action'],
  ...Object.fromEntries(
    ['/graphql', '/api/graphql'].map((path) => [
      path,
      ...[
        [
          ...['graphiql.js', 'graphiql.min.css', '<title>Shop GraphiQL</title>', 'GraphQL Playground'],
          'embeddable-sandbox.cdn.apollographql.com/_latest/embeddable-sandbox.umd.production.min.js',
        ],
      ],
    ]),
  ),
  '/graphiql': ['graphiql.js', 'graphiql.min.css', '<title>GraphiQL</title>'],
  '/playground': ['GraphQL Playground', 'graphql-playground-react'],
  '/altair': ['<title>Altair</title>', 'altair-graphql.js'],
  '/voyager': ['GraphQLVoyager.init', 'GraphQL Voyager'],
};

const PLACES = [
  ...VERSION_CONTROL,
  ...ENVIRONMENT_FILES,
  ...BACKUPS,
  ...CONFIGURATIONS,
  ...BUILD_FILES,
  ...ACTUATORS,
  ...DEBUG_ENDPOINTS,
  ...GRAPHQL_CONSOLES,
];

test('every place has an example, and every example a place', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(PLACES.map(({ path }) => path).sort());
});

describe.each(PLACES.map((place) => [place.path, place] as const))('%s', (path, { proof, magic }) => {
  const examples = EXAMPLES[path] ?? [];
  test('each alternative of its proof is needed by one', () => {
    expect(unshown(proof, examples)).toEqual([]);
  });
  test('its first bytes are those of the real thing', () => {
    for (const bytes of magic ?? []) {
      const start = Buffer.from(bytes).toString('latin1');
      expect(examples.some((text) => text.startsWith(start))).toBe(true);
      // Fewer would be found in other files, too.
      expect(bytes.length).toBeGreaterThanOrEqual(3);
    }
  });
  test('a page of nothing is none', () => {
    for (const nothing of ['', '{}', 'Not Found', '<!doctype html><title>Shop</title>'])
      expect(proof.test(nothing), nothing).toBe(false);
  });
});
