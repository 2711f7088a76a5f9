import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { PROVOKED, provocations } from '../../places/provocations.ts';
import { disclosed, saidByUs } from '../disclosure.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { failureText } from './failure-text.ts';
import { findStackTrace } from './stack-traces.ts';

/** Absolute paths of source and data files, as error messages name them; never the path of a URL. */
const FILE_PATH =
  /(?<![\w.:/])(?:\/(?:home|root|Users|var|usr|srv|opt|app|code|workspace|tmp|data|mnt|etc)\/(?:[\w.@+-]{1,80}\/){0,12}[\w.@+-]{1,80}\.(?:py|js|mjs|cjs|ts|php|rb|java|jar|go|rs|cs|dll|db|sqlite3?|json|ya?ml|conf|ini|log|html?|ejs|pem|key|env)|[A-Za-z]:(?:\\{1,2}[\w .@+-]{1,80}){1,12}\.(?:cs|dll|exe|config|php|py|js|json|log|mdf|aspx))(?![\w/])/;

export const internalFilePathExposed = defineRule({
  id: 'internal-file-path-exposed',
  title: 'Server file paths in error response',
  aliases: ['full path disclosure', 'FPD', 'information disclosure', 'verbose errors'],
  severity: 'low',
  cwe: [209, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn the user, directory layout and technology of the server, which helps with path traversal and upload attacks. Error responses contain server file paths.',
  remediation: 'Return a generic message and keep the original one in the log.',
  inspect,
  places: provocations,
  alike: PROVOKED,
  async judge(provoked, { surface }) {
    const answers = await provoked.answers();
    return answers.flatMap((exchange) => [...inspect(exchange, surface)]);
  },
});

function* inspect(exchange: Exchange, surface: Surface): Generator<Detection> {
  const text = failureText(exchange);
  const path = FILE_PATH.exec(text)?.[0];
  // A trace is full of paths and has a rule of its own.
  if (path === undefined || saidByUs(exchange, path) || findStackTrace(text)) return;
  yield {
    ...disclosed(exchange, surface, {
      evidenceSummary: `${exchange.response.status} with the path ${path.slice(0, 120)}.`,
      note: `a server file path: ${path.slice(0, 120)}`,
      values: [],
    }),
    confidence: 'confirmed',
    control: { fact: 'The path is in the response, and was not in the request.' },
  };
}
