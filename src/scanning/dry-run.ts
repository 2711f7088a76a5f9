import { CHECKS } from '../checks/index.ts';
import { basePathsFor, rebased } from '../discovery/base-path.ts';
import { ScanError } from '../errors.ts';
import type { Transport } from '../http/client.ts';
import { type Identity, secretsOf } from '../identities/identity.ts';
import { loginName } from '../identities/login.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { LIMITS } from '../retention/plan.ts';
import { scan } from '../scan.ts';
import { parseTarget, type Target } from '../target.ts';
import { planOf } from './active-plan.ts';
import type { ScanOptions } from './options.ts';
import { readInputs } from './read-inputs.ts';
import { createStandIn } from './stand-in.ts';

/**
 * Lists every request that a scan would send, and in active mode what it would write, without sending any: the scan
 * runs against a stand-in. What a real target answers can make rules ask more; `--max-requests` bounds that.
 */
export async function dryRun(options: ScanOptions): Promise<string> {
  const target = parseTarget(options.url, options.alsoInScope);
  const inputs = options.specs ?? [];
  if (inputs.some((input) => 'url' in input)) {
    throw new ScanError('invalid-option', 'A dry run sends nothing, so --spec must be a file here.');
  }
  const { specs, recordings, schema, secrets } = await readInputs(
    inputs,
    target,
    neverSends,
    options.identities,
  );
  const movable = recordings.filter(({ isPortable }) => isPortable).map(({ spec }) => spec);
  const fixed = recordings.filter(({ isPortable }) => !isPortable).flatMap(({ spec }) => spec.operations);
  const operations = [
    ...[...specs, ...movable].flatMap((spec) => placed(spec, target, options.basePath)),
    ...fixed,
  ];
  const sent = new Map<string, number>();
  const standIn = createStandIn({ operations, graphql: schema !== undefined });
  const transport: Transport = async (request, { identity }) => {
    const line = `${request.method.padEnd(7)} ${request.url}  (${identity.account ? 'an account of the scan' : identity.name})`;
    sent.set(line, (sent.get(line) ?? 0) + 1);
    return standIn(request, identity);
  };
  const { onEvent: _unused, retention, identities = [], ...quiet } = options;
  for (const { name, login } of identities)
    if (login) sent.set(`${loginName(login)}  (the login of ${name})`, 1);
  const result = await scan({ ...quiet, identities: identities.map(asIfLoggedIn), transport });
  const redactor = createRedactor([...identities.flatMap(secretsOf), ...secrets]);
  const lines = [...sent]
    .map(([line, times]) => redactor.text(times > 1 ? `${line}  ×${times}` : line))
    .sort();
  const total = [...sent.values()].reduce((sum, times) => sum + times, 0);
  const load = retention
    ? ` After it the retention probe would send up to ${LIMITS.requestsWithExtraWave.toLocaleString('en')} more to ${retention.consentHost}.`
    : '';
  return `${lines.join('\n')}\n\n${planOf(result, options.checks ?? CHECKS)
    .map((line) => `${redactor.text(line)}\n`)
    .join(
      '',
    )}${total} requests in ${options.mode ?? 'safe'} mode; none was sent. Answers of a real target can lead to more.${load}\n`;
}

/** Nothing answers a login here. */
function asIfLoggedIn({ login, ...identity }: Identity): Identity {
  if (login === undefined) return identity;
  return {
    ...identity,
    credentials: [...identity.credentials, { kind: 'bearer', token: 'made-by-the-login' }],
  };
}

/** Where a scan would look first. */
function placed(spec: Spec, target: Target, basePath: string | undefined): readonly Operation[] {
  if (spec.operations.length === 0) return [];
  const { server, candidates } = basePathsFor(spec, target, basePath);
  return rebased(spec, target, server, candidates[0] ?? '').operations;
}

function neverSends(): never {
  throw new ScanError('invalid-option', 'A dry run fetches no documents.');
}
