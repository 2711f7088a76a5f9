import type { Severity } from '../result.ts';
import { either, inOrder } from './in-order.ts';

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
  /** Holds counts and the command line: no more than a metrics page, unless a credential stands in it. */
  readonly figures?: true;
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
    proof: inOrder(/"contexts"\s*:/, /"prefix"\s*:/),
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
    figures: true,
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
    proof: inOrder(/"(?:utime|datetime)"/, /"uri"\s*:/),
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
    proof: either(inOrder(/Interactive Console/, /EVALEX/), /EVALEX\s*=\s*true/),
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
    proof: /Error Log for (?:(?!Error Log).){0,200}(?:ELMAH|Powered by)/s,
    severity: 'high',
    page: true,
  },
  {
    path: '/trace.axd',
    name: 'ASP.NET’s trace',
    proof: inOrder(/Application Trace/, /Requests to this Application/),
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

/** GraphiQL, Playground or Apollo's Sandbox at the endpoint itself, where a browser asks. */
const AT_THE_ENDPOINT =
  /graphiql(?:\.min)?\.(?:js|css)|<title>[^<]*GraphiQL|GraphQL Playground|embeddable-sandbox[\w./-]{0,80}\.js/i;

export const GRAPHQL_CONSOLES: readonly ExposedPath[] = [
  ...['/graphql', '/api/graphql'].map(
    (path): ExposedPath => ({
      path,
      name: 'a GraphQL console',
      proof: AT_THE_ENDPOINT,
      severity: 'info',
      page: true,
    }),
  ),
  {
    path: '/graphiql',
    name: 'GraphiQL',
    proof: /graphiql(?:\.min)?\.(?:js|css)|<title>[^<]*GraphiQL/i,
    severity: 'info',
    page: true,
  },
  {
    path: '/playground',
    name: 'GraphQL Playground',
    proof: /GraphQL Playground|graphql-playground/i,
    severity: 'info',
    page: true,
  },
  { path: '/altair', name: 'Altair', proof: /<title>Altair|altair-graphql/i, severity: 'info', page: true },
  {
    path: '/voyager',
    name: 'GraphQL Voyager',
    proof: /GraphQLVoyager|GraphQL Voyager/i,
    severity: 'info',
    page: true,
  },
];
