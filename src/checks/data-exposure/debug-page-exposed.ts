import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { PROVOKED, provocations } from '../../places/provocations.ts';
import type { Severity } from '../../result.ts';
import { disclosed } from '../disclosure.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { failureText } from './failure-text.ts';

interface DebugPage {
  readonly name: string;
  /** All must stand in the page. */
  readonly says: readonly RegExp[];
  readonly severity: Severity;
}

const PAGES: readonly DebugPage[] = [
  {
    name: 'Werkzeug’s interactive debugger',
    says: [/Werkzeug Debugger|__debugger__/, /EVALEX\s*=\s*true/],
    severity: 'critical',
  },
  { name: 'Werkzeug’s debugger', says: [/Werkzeug Debugger|__debugger__/, /Traceback/], severity: 'high' },
  {
    name: 'Django’s debug page',
    says: [/You(?:'|&#x27;|&#39;|’)re seeing this error because you have <code>DEBUG = True<\/code>/],
    severity: 'high',
  },
  {
    name: 'Laravel’s error page',
    says: [
      /ignition|laravel/i,
      /window\.data\s*=|"exception":\s*"(?:Illuminate|Symfony|ErrorException|App)|Whoops! There was an error/,
    ],
    severity: 'high',
  },
  {
    name: 'Laravel’s debug response',
    says: [/"exception":\s*"/, /"file":\s*"[^"]+\.php"/, /"trace":\s*\[/],
    severity: 'medium',
  },
  {
    name: 'Whoops',
    says: [/Whoops! There was an error|class="Whoops container"/, /\.php/],
    severity: 'high',
  },
  {
    name: 'Rails’ error page',
    says: [
      /Action Controller: Exception caught|<title>[^<]*Exception caught|id="(?:console|rails-console)"|Rails\.root:/,
      /Rails\.root|Application Trace/,
    ],
    severity: 'high',
  },
  {
    name: 'Symfony’s exception page',
    says: [/Symfony Exception|sf-toolbar|exception-message-wrapper/, /Stack ?Trace|trace-line/i],
    severity: 'high',
  },
  {
    name: 'Spring’s error page with a trace',
    says: [/Whitelabel Error Page/, /at (?:org|java|com)\.[\w.$]+\(/],
    severity: 'medium',
  },
  {
    name: 'ASP.NET’s developer page',
    says: [
      /<title>[^<]*Internal Server Error|Server Error in '\/[^']*' Application|An unhandled exception occurred while processing the request/,
      /class="rawExceptionStackTrace"|<b>(?:Source Error|Stack Trace):|id="stackpage"|Stack Query Cookies/,
    ],
    severity: 'high',
  },
];

export const debugPageExposed = defineRule({
  id: 'debug-page-exposed',
  title: 'Framework debug page in error response',
  aliases: [
    'debug mode enabled',
    'DEBUG=True',
    'Werkzeug',
    'Whoops',
    'security misconfiguration',
    'information disclosure',
  ],
  severity: 'high',
  cwe: [489, 215, 209],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read source code, settings and variables on error pages, and run code where these have a console. The framework runs in debug mode.',
  remediation:
    'Turn off debug mode where the service is deployed, and make the start fail when it is on there.',
  inspect,
  places: provocations,
  alike: PROVOKED,
  async judge(provoked, { surface }) {
    const answers = await provoked.answers();
    return answers.flatMap((exchange) => [...inspect(exchange, surface)]);
  },
});

function* inspect(exchange: Exchange, surface: Surface): Generator<Detection> {
  // Frameworks send these with the failure's own status; the same words on a 200 are a page about them.
  if (exchange.response.status < 400) return;
  const text = failureText(exchange);
  const page = PAGES.find(({ says }) => says.every((said) => said.test(text)));
  if (!page) return;
  yield {
    ...disclosed(exchange, surface, {
      evidenceSummary: `${exchange.response.status} with ${page.name}.`,
      note: page.name,
      values: [],
      cause: page.name,
    }),
    severity: page.severity,
    confidence: 'confirmed',
    control: { fact: 'Only the framework’s debug mode returns this page.' },
  };
}
