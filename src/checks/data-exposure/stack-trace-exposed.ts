import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { PROVOKED, provocations } from '../../places/provocations.ts';
import { disclosed } from '../disclosure.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { failureText } from './failure-text.ts';
import { findStackTrace } from './stack-traces.ts';

export const stackTraceExposed = defineRule({
  id: 'stack-trace-exposed',
  title: 'Stack trace exposed in error response',
  aliases: [
    'verbose errors',
    'information disclosure',
    'improper error handling',
    'traceback',
    'security misconfiguration',
  ],
  severity: 'medium',
  cwe: [209, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn file names, functions and libraries of the code, which helps them find further flaws. Error responses show a stack trace.',
  remediation:
    'Turn off debug mode, handle errors in one place, log the stack trace there and return a short message with an ID.',
  inspect,
  places: provocations,
  alike: PROVOKED,
  async judge(provoked, { surface }) {
    const answers = await provoked.answers();
    return answers.flatMap((exchange) => [...inspect(exchange, surface)]);
  },
});

function* inspect(exchange: Exchange, surface: Surface): Generator<Detection> {
  const trace = findStackTrace(failureText(exchange));
  if (!trace) return;
  yield {
    ...disclosed(exchange, surface, {
      evidenceSummary: `${exchange.response.status} with a ${trace.language} stack trace.`,
      note: `a line of the trace: ${trace.line}`,
      values: [],
      cause: trace.language,
    }),
    confidence: 'confirmed',
    control: { fact: 'The stack trace is in the response to any client.' },
  };
}
