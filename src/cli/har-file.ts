import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { plain } from '../findings/plain.ts';
import type { ShownMessage, ShownRequest, ShownTraffic } from '../scanning/shown-traffic.ts';
import { VERSION } from '../version.ts';
import { writtenTo } from './own-path.ts';

/** A recording of what a scan sends, HAR 1.2. The file is a whole document after each entry, whatever ends the scan. */
export interface HarFile {
  /** Offers of TLS are no requests, and stand in no HAR. */
  add(traffic: ShownTraffic): void;
  end(): void;
}

const TAIL = '\n]}}\n';

/**
 * Opens the file anew, readable for its owner alone. No more than one entry is held in memory.
 * @throws ScanError unreadable-file
 */
export function openHar(path: string): HarFile {
  const creator = JSON.stringify({ name: 'middlebrick', version: VERSION });
  const head = `{"log":{"version":"1.2","creator":${creator},"entries":[`;
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants;
  const file = writtenTo(path, () => openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600));
  let end = 0;
  let count = 0;
  /** Writes over the tail of the document, and a new one behind. */
  const append = (text: string) => {
    const bytes = Buffer.from(text + TAIL);
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, end + done);
    end += bytes.length - TAIL.length;
  };
  append(head);
  return {
    add(traffic) {
      if (traffic.type !== 'request') return;
      append(`${count === 0 ? '' : ','}\n${JSON.stringify(entryOf(traffic), seen)}`);
      count += 1;
    },
    end() {
      closeSync(file);
    },
  };
}

function seen(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? plain(value) : value;
}

/** By the specification of HAR 1.2; names that begin with an underscore are ours. */
function entryOf(sent: ShownRequest) {
  const { request, response } = sent.details();
  const { status = 0, failure } = sent;
  const headMs = response?.headMs ?? sent.ms;
  return {
    startedDateTime: new Date(sent.startedAt).toISOString(),
    time: rounded(sent.ms),
    request: {
      method: sent.method,
      url: sent.url,
      httpVersion: versionOf(response?.httpVersion),
      cookies: [],
      headers: pairs(request.headers),
      queryString: queryOf(sent.url),
      ...(request.bodyBytes === 0
        ? {}
        : { postData: { mimeType: request.mediaType, text: request.body ?? '', ...cutIn(request) } }),
      headersSize: -1,
      bodySize: request.bodyBytes,
    },
    response: {
      status,
      statusText: '',
      httpVersion: versionOf(response?.httpVersion),
      cookies: [],
      headers: pairs(response?.headers ?? []),
      content: {
        size: response?.bodyBytes ?? 0,
        mimeType: response?.mediaType || 'x-unknown',
        ...(response?.body === undefined ? {} : { text: response.body }),
        ...(response ? cutIn(response) : {}),
      },
      redirectURL: response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: rounded(headMs), receive: rounded(Math.max(0, sent.ms - headMs)) },
    ...(response?.remoteAddress ? { serverIPAddress: response.remoteAddress } : {}),
    _identity: sent.identity,
    ...(failure === undefined ? {} : { _error: failure }),
  };
}

function cutIn({ isCut, body, bodyBytes }: ShownMessage): { comment?: string } {
  if (isCut) return { comment: 'only the beginning' };
  return bodyBytes > 0 && body === undefined ? { comment: 'no text, left out' } : {};
}

function versionOf(httpVersion = '1.1'): string {
  return `HTTP/${httpVersion}`;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function pairs(list: readonly (readonly [string, string])[]) {
  return list.map(([name, value]) => ({ name, value }));
}

function queryOf(url: string) {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name: decoded(name), value: decoded(value.join('=')) };
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
