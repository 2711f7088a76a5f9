import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { IdentityConfig } from '../../config/schema.ts';
import { readCredentials } from '../../given/credentials.ts';
import { readText } from '../../given/read-file.ts';
import { requestInputs } from '../../given/request-input.ts';
import { specInput } from '../../given/spec-input.ts';
import { splitContext } from '../../identities/context-headers.ts';
import { checkHeaders } from '../../identities/credentials.ts';
import { secretsOf } from '../../identities/identity.ts';
import { loginAddresses } from '../../identities/login.ts';
import { toIdentities } from '../../identities/users.ts';
import { counted } from '../../report/words.ts';
import type { ScanResult } from '../../result.ts';
import type { ScanEvent, ScanOptions } from '../../scan.ts';
import { ATTEMPTS_SAYS, FEWEST_ATTEMPTS, MOST_ATTEMPTS } from '../../scanning/attempts.ts';
import { parseBasePath } from '../../target.ts';
import { answer, type Call } from '../answer.ts';
import { credentialArgument, othersArgument } from '../credential-shape.ts';
import { outline } from '../outline.ts';
import { progressTo } from '../progress.ts';
import { scanShape, toScanShape } from '../shapes.ts';
import { scanUntrusted, scanWords } from '../words.ts';
import type { Workbench } from '../workbench.ts';
import { checkPermitted } from '../workbench.ts';

/** Clients commonly give a call 60 s: a result that says it is partial is worth more than none. */
const DEFAULT_SECONDS = 50;
const MOST_SECONDS = 900;
/** What a model can read at once; the rest is a get_scan away. */
const SHOWN_FINDINGS = 15;

export const scanArguments = z.strictObject({
  url: z.string().describe('base address of the API, such as http://localhost:3000'),
  spec: z
    .string()
    .optional()
    .describe(
      'OpenAPI document, GraphQL schema, Postman collection or HAR file: path or address; documents are found by themselves where left out',
    ),
  moreSpecs: z
    .array(z.string())
    .default([])
    .describe('further documents, schemas, collections, Postman environments or HAR files'),
  requests: z
    .array(z.string())
    .default([])
    .describe(
      'curl commands, or paths of files of curl commands or raw HTTP requests, that become operations',
    ),
  basePath: z
    .string()
    .optional()
    .describe('path that the operations of the document lie below, such as /v1; found out where left out'),
  mode: z
    .enum(['safe', 'active'])
    .default('safe')
    .describe(
      'safe sends nothing that changes state. active also sends payloads, POST, PUT, PATCH and DELETE: only when the user asked for it, only against what they may break',
    ),
  quick: z
    .boolean()
    .default(false)
    .describe('a few places for each rule: a first look in a few hundred requests; what is left out is said'),
  llm: z
    .boolean()
    .default(false)
    .describe('send prompts to language-model endpoints: only when the user asked for it'),
  credential: credentialArgument,
  others: othersArgument,
  scope: z.array(z.string()).default([]).describe('further origins that may be sent requests'),
  include: z.array(z.string()).default([]).describe('only these checks, rules, operations or paths'),
  exclude: z.array(z.string()).default([]).describe('not these; excluded paths are never sent to'),
  maxRequests: z.int().min(1).max(1_000_000).optional(),
  maxSeconds: z
    .number()
    .min(1)
    .max(MOST_SECONDS)
    .default(DEFAULT_SECONDS)
    .describe('what was found by then is the result, marked as partial'),
  attempts: z.int().min(FEWEST_ATTEMPTS).max(MOST_ATTEMPTS).optional().describe(ATTEMPTS_SAYS),
  rate: z.number().min(0.1).max(10_000).optional().describe('requests per second, at most'),
  ca: z.string().optional().describe('path to PEM certificates to trust beside the system’s'),
  insecure: z
    .boolean()
    .default(false)
    .describe('send the credential even where the server’s certificate does not verify'),
});

type Input = z.infer<typeof scanArguments>;

export function scanApi(server: McpServer, bench: Workbench): void {
  server.registerTool(
    'scan_api',
    {
      title: 'Scan an API',
      description:
        'Scans an HTTP API from outside and returns a grade, a score and ranked findings, each proven, with its fix. Takes seconds. The result is kept on this machine; "middlebrick results" lists it too. Scan only what the user may test.',
      inputSchema: scanArguments,
      outputSchema: outline(scanShape),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
    },
    (args, context) =>
      answer(bench, async (call) => {
        const warnings: string[] = [];
        const result = await scanned({ ...bench, ...call }, args, context, warnings);
        const scan = toScanShape(result, { offset: 0, limit: SHOWN_FINDINGS }, warnings);
        return { says: scanWords(scan), untrusted: scanUntrusted(scan), data: scan };
      }),
  );
}

async function scanned(bench: Workbench & Call, args: Input, context: ServerContext, warnings: string[]) {
  const options = scanOptionsFrom(bench, args);
  bench.keepInside((options.identities ?? []).flatMap(secretsOf));
  const { scan } = await import('../../scan.ts');
  return bench.slot.run('A scan', async (closing) => {
    const result = await scan({
      ...options,
      journal: bench.journal,
      signal: AbortSignal.any([context.mcpReq.signal, closing]),
      onEvent: followed(context, warnings),
    });
    await keep(bench, result, warnings);
    return result;
  });
}

/** @throws ScanError for what cannot be read, or may not be scanned */
export function scanOptionsFrom(bench: Workbench, args: Input): ScanOptions {
  // Secrets first: whatever is wrong with the rest is said without them.
  const given = (identity: IdentityConfig) => readCredentials(identity, bench.secret);
  const others = args.others.map(given);
  const { first, headers } = splitContext(args.credential && given(args.credential), others);
  checkHeaders(headers);
  const named = [...(args.spec === undefined ? [] : [args.spec]), ...args.moreSpecs];
  const specs = [...named.map((one) => specInput(one)), ...requestInputs(args.requests)];
  const fetched = specs.flatMap((one) => ('url' in one ? [one.url] : []));
  checkPermitted(bench, args.url, ...args.scope, ...fetched);
  const elsewhere = [first, ...others].flatMap((one) => (one?.login ? loginAddresses(one.login) : []));
  checkPermitted(bench, ...elsewhere);
  return {
    url: args.url,
    identities: toIdentities(first, others),
    ...(headers.length === 0 ? {} : { headers }),
    ...(args.basePath === undefined ? {} : { basePath: parseBasePath(args.basePath) }),
    ...(specs.length === 0 ? {} : { specs }),
    mode: args.mode,
    llm: args.llm,
    ...(args.quick ? { quick: true } : {}),
    alsoInScope: args.scope,
    selection: { include: args.include, exclude: args.exclude },
    maxTimeMs: args.maxSeconds * 1000,
    proxies: bench.proxies,
    ...(args.maxRequests === undefined ? {} : { maxRequests: args.maxRequests }),
    ...(args.attempts === undefined ? {} : { attempts: args.attempts }),
    ...(args.rate === undefined ? {} : { rate: args.rate }),
    ...(args.ca === undefined ? {} : { ca: readText(args.ca, 'certificate file') }),
    ...(args.insecure ? { trustAnyCertificate: true } : {}),
  };
}

function followed(context: ServerContext, warnings: string[]): (event: ScanEvent) => void {
  const tell = progressTo(context);
  let rules = 0;
  let done = 0;
  let failed = 0;
  return (event) => {
    if (event.type === 'warning') warnings.push(event.says);
    if (event.type === 'discovered') rules = event.rules;
    if (event.type !== 'rule-done') return;
    done += 1;
    if (event.status === 'failed') failed += 1;
    tell(
      done,
      rules,
      `${done} of ${rules} rules looked, ${failed} found something, ${event.requests} requests`,
    );
  };
}

/** A full disk must not cost the result. What a cancelled call found is kept as well: nobody reads its answer. */
async function keep({ archive, log }: Workbench, result: ScanResult, warnings: string[]): Promise<void> {
  try {
    const { removed } = await archive.save(result);
    if (removed > 0)
      warnings.push(`${counted(removed, 'old result')} removed from this machine: only so many are kept.`);
  } catch (error) {
    warnings.push('The result could not be kept on this machine: later calls will not find it.');
    log(`the result could not be kept: ${(error as Error).message}`);
  }
}
