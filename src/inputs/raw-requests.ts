import { readAddress } from './address.ts';
import { readBody } from './bodies.ts';
import type { RecordedRequest, Recording } from './recorded-request.ts';
import { createCounts, MOST_REQUESTS } from './recorded-request.ts';
import { createExpand, type Expand } from './variables.ts';

const REQUEST_LINE = /^([A-Z]{1,20})[ \t]+(\S.*?)(?:(?<![ \t])[ \t]+HTTP\/[\d.]+)?$/;
const BARE_ADDRESS = /^(?:https?:\/\/|\{\{)\S+$/i;
const VARIABLE = /^@([\w.-]+)\s*=\s*(.*)$/;

/** Requests as they go over the wire (RFC 9112), and `.http` files of editors, which divide them by `###` and have variables. */
export function readRawRequests(text: string): Recording {
  const counts = createCounts();
  const problems = new Set<string>();
  const variables = new Map<string, string>();
  const requests: RecordedRequest[] = [];
  const blocks = text.replaceAll('\r\n', '\n').split(/^###.*$/m);
  const expand = createExpand([variables]);
  for (const block of blocks) noteVariables(block, variables);
  for (const block of blocks) {
    const read = requestOf(block, expand, problems);
    if (read === undefined) continue;
    if (typeof read === 'string') counts.add(read);
    else if (requests.length >= MOST_REQUESTS)
      counts.add(`beyond the first ${MOST_REQUESTS.toLocaleString('en')}`);
    else requests.push(read);
  }
  return {
    what: requests.length === 1 ? 'raw request' : 'list of raw requests',
    title: 'raw requests',
    requests,
    leftOut: counts.all,
    problems: [...problems],
    secrets: [],
  };
}

function noteVariables(block: string, variables: Map<string, string>): void {
  for (const line of block.split('\n')) {
    if (REQUEST_LINE.test(line)) return;
    const [, name, value = ''] = VARIABLE.exec(line) ?? [];
    if (name !== undefined) variables.set(name, value.trim());
  }
}

/** The request of a block, why it is left out, or nothing where there is none. */
function requestOf(
  block: string,
  expand: Expand,
  problems: Set<string>,
): RecordedRequest | string | undefined {
  const lines = block.split('\n');
  const start = lines.findIndex((line) => REQUEST_LINE.test(line.trim()) || BARE_ADDRESS.test(line.trim()));
  if (start === -1) return undefined;
  const line = (lines[start] ?? '').trim();
  const [, method = 'GET', written = line] = REQUEST_LINE.exec(line) ?? [];
  let at = start + 1;
  let target = written;
  for (; /^\s+[?&]/.test(lines[at] ?? ''); at += 1) target += (lines[at] ?? '').trim();
  const headers: [string, string][] = [];
  for (; at < lines.length && (lines[at] ?? '').trim() !== ''; at += 1) {
    const [, name, value = ''] = /^([^\s:]+)[ \t]*:(.*)$/.exec(lines[at] ?? '') ?? [];
    if (name !== undefined) headers.push([name, expand(value.trim())]);
  }
  const host = headers.find(([name]) => /^host$/i.test(name))?.[1];
  const address = readAddress(target, { expand });
  if (!address) return 'without an HTTP address';
  const body = readBody(expand(bodyText(lines.slice(at + 1), problems)), typeOf(headers));
  return {
    method,
    // A path alone goes to the host that the header names, by either scheme.
    address: host !== undefined && target.startsWith('/') ? { ...address, base: `//${host}` } : address,
    headers,
    ...(body ? { body } : {}),
  };
}

/** Without what editors run after the answer. */
function bodyText(lines: readonly string[], problems: Set<string>): string {
  const end = lines.findIndex((line) => /^(?:> \{%|<> )/.test(line));
  const body = (end === -1 ? lines : lines.slice(0, end)).join('\n').trim();
  if (!/^<@?\s+\S+$/.test(body)) return body;
  problems.add(
    'A request takes its body from another file, which is not read: its operation is known without a body.',
  );
  return '';
}

function typeOf(headers: readonly (readonly [string, string])[]): string | undefined {
  return headers.find(([name]) => /^content-type$/i.test(name))?.[1];
}
