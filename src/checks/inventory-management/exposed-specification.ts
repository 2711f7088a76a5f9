import type { HttpResponse } from '../../http/exchange.ts';
import { json, mediaType, text } from '../../http/exchange.ts';
import { anonymous as nobody } from '../../identities/identity.ts';
import { isRead } from '../../openapi/operation.ts';
import { publicDocuments } from '../../places/public-documents.ts';
import type { OperationStatus } from '../../result.ts';
import { showing } from '../disclosure.ts';
import type { ProbeContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

const ADMINISTRATIVE = /(?:^|\/)_?admin(?:\/|$)/i;
const INTERNAL = /(?:^|\/)(?:_?admin|_?internal|_?debug|management|actuator|backoffice|private)(?:\/|$)/i;

export const exposedSpecification = defineRule({
  id: 'exposed-specification',
  title: 'API document public (OpenAPI)',
  aliases: ['OpenAPI', 'Swagger', 'API definition', 'openapi.json'],
  severity: 'info',
  cwe: [200, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read what the API offers. This is fine for a public API. For others it saves an attacker work, especially where it lists internal operations.',
  remediation:
    'Publish a document of the public operations only, and protect the full one with authentication.',
  places: publicDocuments,
  async judge(url, context) {
    const { anonymous } = context;
    if (url === undefined) return 'clean';
    const document = await anonymous.once({ url });
    if (/html|javascript/.test(mediaType(document.response))) return 'clean';
    const paths = pathsOf(document.response);
    const internal = paths.filter((path) => INTERNAL.test(path) && !turnsAway(path, context));
    return {
      url,
      confidence: 'confirmed',
      cause: internal.length > 0 ? 'internal operations' : 'public operations',
      severity: internal.length > 0 ? 'low' : 'info',
      evidenceSummary:
        internal.length > 0
          ? `The API document lists internal paths, such as ${internal[0]}.`
          : `An API document with ${paths.length} paths.`,
      proof: [
        {
          exchange: showing(document, []),
          note: 'the API document, in response to an unauthenticated request',
        },
      ],
      control: { fact: 'The API document is in the response to an unauthenticated request.' },
    };
  },
});

/**
 * True where everything that can be read below the path was asked, and turned anonymous readers away: what is closed
 * may be described. Of administrative paths that cannot be read, the names alone are no secret.
 */
function turnsAway(path: string, { surface, record }: ProbeContext): boolean {
  const heard = surface.operations
    .filter(({ path: at, method, source }) => at === path && isRead(method) && source === 'spec')
    .map((operation) => record.heard(operation, nobody)?.status);
  if (heard.length === 0) return ADMINISTRATIVE.test(path);
  return heard.every((status) => status !== undefined && TURNED_AWAY.has(status));
}

const TURNED_AWAY: ReadonlySet<OperationStatus> = new Set<OperationStatus>([
  'unauthorized',
  'forbidden',
  'redirected',
]);

function pathsOf(response: HttpResponse): string[] {
  const document = json(response);
  if (typeof document !== 'object' || document === null) return pathsInYaml(text(response));
  const { paths } = document as { paths?: unknown };
  return typeof paths === 'object' && paths !== null ? Object.keys(paths) : [];
}

/** Keys that start with a slash stand nowhere but under `paths`; reading the whole document again tells no more. */
function pathsInYaml(document: string): string[] {
  const keys = document.matchAll(/^ {1,8}(["']?)(\/[^\s"']{0,500})\1:[ \t]*$/gm);
  return [...new Set(Array.from(keys, ([, , path = '']) => path))];
}
