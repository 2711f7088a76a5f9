import type { Exchange } from '../../http/exchange.ts';
import { mediaType, text } from '../../http/exchange.ts';
import { credentialsInArguments } from '../../material/command-line.ts';
import type { ExposedPath } from '../../material/exposed-paths.ts';
import { findSecrets } from '../../material/secrets.ts';
import type { Severity } from '../../result.ts';
import { showing } from '../disclosure.ts';
import type { ProbeContext, Verdict } from '../rule.ts';

/** Nobody serves this; it is asked once in a scan and is the control of every file that is found. */
const NOWHERE = '/mb-nowhere-5e81c4';
/** RFC 9110 section 14.2: enough to see what a large file is. */
const FIRST_KILOBYTE: readonly [string, string] = ['Range', 'bytes=0-1023'];

/** Many services show pages to browsers alone. */
const AS_A_BROWSER: readonly [string, string] = ['Accept', 'text/html'];

/**
 * Asks for a file or page that should not be public. Found is only what proves itself by its content and is nothing
 * that a path without anything behind it answers too.
 */
export async function judgePath(
  exposed: ExposedPath,
  { surface, anonymous }: ProbeContext,
  /** Weighs what stands in the file; left out, each path has a severity of its own. */
  weigh?: (body: string) => Severity,
): Promise<Verdict> {
  const { origin } = surface.target;
  const control = await anonymous.once({ url: origin + NOWHERE });
  const exchange = await anonymous.once({
    url: origin + exposed.path,
    ...(exposed.large ? { headers: [FIRST_KILOBYTE] } : exposed.page ? { headers: [AS_A_BROWSER] } : {}),
  });
  if (!proves(exchange, exposed) || proves(control, exposed) || surface.absent.matches(exchange))
    return 'clean';
  return {
    url: origin + exposed.path,
    confidence: 'confirmed',
    severity: weigh?.(text(exchange.response).slice(0, LOOKED_AT)) ?? exposed.severity,
    cause: exposed.path,
    evidenceSummary: `${exposed.path} returned ${exposed.name}.`,
    proof: [{ exchange: hidingValues(exchange), note: `${exposed.name}, recognized by its content` }],
    control: { exchange: control, note: 'a path that does not exist returns a different response' },
  };
}

function proves(exchange: Exchange, { proof, magic, page }: ExposedPath): boolean {
  const { response } = exchange;
  if (response.status !== 200 && response.status !== 206) return false;
  if (magic) return magic.some((bytes) => bytes.every((byte, at) => response.body[at] === byte));
  const html =
    /html/.test(mediaType(response)) || /^\s*<(?:!doctype|html)/i.test(text(response).slice(0, 200));
  return html === (page === true) && proof.test(text(response).slice(0, LOOKED_AT));
}

/** What a file is shows in its beginning. */
const LOOKED_AT = 200_000;
const ASSIGNED =
  /^(?:export )?(?=[\w.-]*(?:pass|secret|token|key|pwd|dsn|url|credential))[\w.-]+\s*[=:]\s*(\S{3,})$/gim;
const QUOTED =
  /"(?=[\w.:-]*(?:pass|secret|token|key|pwd|connectionstring|url|credential))[\w.:-]+"\s*:\s*"([^"]{3,})"/gi;

/** The proof that a file is public must not publish what stands in it. */
function hidingValues(exchange: Exchange): Exchange {
  const body = text(exchange.response).slice(0, 10_000);
  const assigned = [...body.matchAll(ASSIGNED), ...body.matchAll(QUOTED)].map((match) => match[1] ?? '');
  const found = findSecrets(body).map(({ value }) => value);
  return showing(exchange, [...assigned, ...found, ...credentialsInArguments(body)]);
}
