import { formDecoded } from '../http/foreign-text.ts';
import { isNode, listMember, member, nodeMember, textMember } from '../openapi/node.ts';
import { readAddress } from './address.ts';
import { fieldsOf, readBody } from './bodies.ts';
import type { RecordedAnswer, RecordedBody, RecordedRequest, Recording } from './recorded-request.ts';
import { createCounts, MOST_REQUESTS } from './recorded-request.ts';

/** Kinds of requests that browsers write down (`_resourceType`), of which an API has no part. */
const STATIC_KIND = /^(?:script|stylesheet|image|font|media|manifest|texttrack|ping|preflight|websocket)$/;
const STATIC_TYPE =
  /^(?:image|font|video|audio)\/|^(?:text|application)\/(?:x-)?(?:javascript|ecmascript)|^text\/css/;
const STATIC_FILE = /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|mp4|webm|mp3|wasm)$/i;
/** Nothing stood there when it was recorded. */
const ABSENT: ReadonlySet<number> = new Set([404, 405, 410, 501]);

/** HTTP Archive 1.2 (and 1.1). Everything but requests and answers is passed over. */
export function readHar(root: unknown): Recording {
  const counts = createCounts();
  const entries = listMember(nodeMember(root, 'log'), 'entries');
  const requests = entries.flatMap((entry, at) => {
    if (at >= MOST_REQUESTS) {
      counts.add(`beyond the first ${MOST_REQUESTS.toLocaleString('en')}`);
      return [];
    }
    const read = readEntry(entry);
    if (typeof read !== 'string') return [read];
    counts.add(read);
    return [];
  });
  return {
    what: 'HAR file',
    title: 'recorded traffic',
    requests,
    leftOut: counts.all,
    problems: [],
    secrets: [],
  };
}

/** The request, or why it is left out. */
function readEntry(entry: unknown): RecordedRequest | string {
  const request = nodeMember(entry, 'request');
  const method = (textMember(request, 'method') ?? '').toUpperCase();
  const address = readAddress(textMember(request, 'url') ?? '', { expand: (text) => text });
  if (!address?.base || !/^[A-Z]{1,20}$/.test(method)) return 'without an HTTP address';
  const answer = answerOf(nodeMember(entry, 'response'));
  const headers = headersOf(request);
  if (method === 'OPTIONS' && headers.some(([name]) => /^access-control-request-method$/i.test(name)))
    return 'that browsers ask before others (preflights)';
  const kind = textMember(entry, '_resourceType') ?? '';
  if (STATIC_KIND.test(kind) || STATIC_TYPE.test(typeOf(answer)) || STATIC_FILE.test(address.path))
    return 'for static files';
  if (answer && ABSENT.has(answer.status)) return 'that were answered as absent';
  const body = bodyOf(nodeMember(request, 'postData'));
  return {
    method,
    address,
    headers,
    ...(body ? { body } : {}),
    ...(answer ? { answer } : {}),
  };
}

function headersOf(message: unknown): [string, string][] {
  const headers = listMember(message, 'headers').flatMap((one): [string, string][] => {
    const name = textMember(one, 'name');
    const value = textMember(one, 'value');
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  if (headers.some(([name]) => /^cookie$/i.test(name))) return headers;
  const cookies = listMember(message, 'cookies').flatMap((one) => {
    const name = textMember(one, 'name');
    return name === undefined ? [] : [`${name}=${textMember(one, 'value') ?? ''}`];
  });
  return cookies.length === 0 ? headers : [...headers, ['Cookie', cookies.join('; ')]];
}

function bodyOf(posted: unknown): RecordedBody | undefined {
  if (!isNode(posted)) return undefined;
  const mimeType = textMember(posted, 'mimeType');
  const params = listMember(posted, 'params').flatMap((one): [string, string][] => {
    const name = textMember(one, 'name');
    const isFile = textMember(one, 'fileName') !== undefined;
    return name === undefined ? [] : [[name, isFile ? 'sample' : (textMember(one, 'value') ?? '')]];
  });
  const text = textMember(posted, 'text') ?? '';
  if (text === '' && params.length > 0) {
    const mediaType = (mimeType ?? 'application/x-www-form-urlencoded').split(';')[0] ?? '';
    const isUrlencoded = !mediaType.startsWith('multipart/');
    const plain = ([name, value]: [string, string]): [string, string] => [
      formDecoded(name),
      formDecoded(value),
    ];
    return {
      mediaType: mediaType.trim().toLowerCase(),
      example: fieldsOf(isUrlencoded ? params.map(plain) : params),
    };
  }
  return readBody(text, mimeType);
}

function answerOf(response: unknown): RecordedAnswer | undefined {
  const status = member(response, 'status');
  // Browsers write 0 where a request was broken off.
  if (typeof status !== 'number' || status < 100) return undefined;
  const content = nodeMember(response, 'content');
  const text = textMember(content, 'text') ?? '';
  const isPacked = textMember(content, 'encoding') === 'base64';
  const headers = headersOf(response).filter(([name]) => !/^content-type$/i.test(name));
  return {
    status,
    headers: [...headers, ['Content-Type', textMember(content, 'mimeType') ?? '']],
    body: isPacked ? Buffer.from(text, 'base64').toString('utf8') : text,
  };
}

function typeOf(answer: RecordedAnswer | undefined): string {
  return (answer?.headers.at(-1)?.[1] ?? '').toLowerCase();
}
