import { readAddress } from './address.ts';
import { fieldsOf, readBody } from './bodies.ts';
import type { RecordedBody, RecordedRequest, Recording } from './recorded-request.ts';
import { createCounts, MOST_REQUESTS } from './recorded-request.ts';
import { shellCommands } from './shell-words.ts';
import { createExpand } from './variables.ts';

/** Options that take a value and say nothing of the request. */
const OTHER_VALUES =
  /^(?:-[omwxDcETyYzQKPr]|--(?:output|max-time|connect-timeout|retry|retry-delay|retry-max-time|write-out|proxy|dump-header|cookie-jar|cert|key|cacert|capath|resolve|connect-to|interface|limit-rate|max-redirs|proxy-user|noproxy|range|tls-max|ciphers|config|trace|trace-ascii|stderr|upload-file|aws-sigv4|pass|key-type|cert-type|time-cond|unix-socket|doh-url|proto|speed-limit|speed-time|keepalive-time|variable))$/;
/** Short options that take a value: what follows in the same word is the value. */
const SHORT_WITH_VALUE = 'XHdFubAeomwxDcETyYzQKPr';

/** Every `curl` of a text: one command, or a file of them. Other commands are passed over. */
export function readCurl(text: string): Recording {
  const counts = createCounts();
  const problems = new Set<string>();
  const requests: RecordedRequest[] = [];
  for (const words of shellCommands(text)) {
    const at = words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/i.test(word));
    if (at === -1) continue;
    for (const command of split(words.slice(at + 1))) {
      if (requests.length >= MOST_REQUESTS)
        counts.add(`beyond the first ${MOST_REQUESTS.toLocaleString('en')}`);
      else requests.push(...requestsOf(command, counts, problems));
    }
  }
  return {
    what: requests.length === 1 ? 'curl command' : 'list of curl commands',
    title: 'curl commands',
    requests,
    leftOut: counts.all,
    problems: [...problems],
    secrets: [],
  };
}

/** `--next` begins another request. */
function split(words: readonly string[]): string[][] {
  const commands: string[][] = [[]];
  for (const word of words) {
    if (word === '--next' || word === '-:') commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands;
}

/** What the options of one command say. */
interface Told {
  method?: string;
  readonly urls: string[];
  readonly headers: [string, string][];
  readonly data: string[];
  /** Pairs of the query. */
  readonly search: string[];
  readonly form: [string, string][];
  isJson: boolean;
  inQuery: boolean;
}

function requestsOf(
  words: readonly string[],
  counts: ReturnType<typeof createCounts>,
  problems: Set<string>,
): RecordedRequest[] {
  const told = read(words, problems);
  const expand = createExpand([]);
  return told.urls.flatMap((url) => {
    const address = readAddress(withQuery(url, [...told.search, ...(told.inQuery ? told.data : [])]), {
      expand,
    });
    const body = told.inQuery ? undefined : bodyOf(told);
    const method = told.method ?? (told.inQuery || !body ? 'GET' : 'POST');
    if (!address || !/^[A-Z]{1,20}$/.test(method)) {
      counts.add('without an HTTP address');
      return [];
    }
    return [{ method, address, headers: told.headers, ...(body ? { body } : {}) }];
  });
}

function read(words: readonly string[], problems: Set<string>): Told {
  const told: Told = { urls: [], headers: [], data: [], search: [], form: [], isJson: false, inQuery: false };
  const rest = words.flatMap(apart);
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    const next = () => {
      at += 1;
      return rest[at] ?? '';
    };
    if (!word.startsWith('-') || word === '-') told.urls.push(word);
    else if (OTHER_VALUES.test(word)) next();
    else apply(told, word, next, problems);
  }
  return told;
}

/** `-sXPOST` is `-s -X POST`. */
function apart(word: string): string[] {
  if (!/^-[A-Za-z]./.test(word)) return [word];
  const words: string[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    words.push(`-${letter}`);
    if (SHORT_WITH_VALUE.includes(letter)) {
      const value = word.slice(at + 1);
      return value === '' ? words : [...words, value];
    }
  }
  return words;
}

function apply(told: Told, option: string, next: () => string, problems: Set<string>): void {
  switch (option) {
    case '-X':
    case '--request':
      told.method = next().toUpperCase();
      return;
    case '--url':
      told.urls.push(next());
      return;
    case '-H':
    case '--header': {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/s.exec(next()) ?? [];
      if (name !== '' && value !== '') told.headers.push([name.trim(), value]);
      return;
    }
    case '-d':
    case '--data':
    case '--data-ascii':
    case '--data-binary':
    case '--data-raw':
    case '--json': {
      const value = next();
      if (option === '--json') told.isJson = true;
      if (value.startsWith('@') && option !== '--data-raw') problems.add(NOT_READ);
      else told.data.push(value);
      return;
    }
    case '--data-urlencode':
      told.data.push(encodedPair(next()));
      return;
    case '--url-query':
      told.search.push(encodedPair(next()));
      return;
    case '-F':
    case '--form':
    case '--form-string': {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(next()) ?? [];
      const isFile = option !== '--form-string' && /^[@<]/.test(value);
      if (name !== '') told.form.push([name, isFile ? 'sample' : value.replace(/;type=[^;]*$/, '')]);
      return;
    }
    case '-u':
    case '--user':
      told.headers.push(['Authorization', `Basic ${Buffer.from(next()).toString('base64')}`]);
      return;
    case '--oauth2-bearer':
      told.headers.push(['Authorization', `Bearer ${next()}`]);
      return;
    case '-b':
    case '--cookie': {
      const value = next();
      // Without an equals sign it names a file.
      if (value.includes('=')) told.headers.push(['Cookie', value]);
      return;
    }
    case '-A':
    case '--user-agent':
    case '-e':
    case '--referer':
      next();
      return;
    case '-G':
    case '--get':
      told.inQuery = true;
      return;
    case '-I':
    case '--head':
      told.method = 'HEAD';
      return;
    default:
  }
}

function withQuery(url: string, pairs: readonly string[]): string {
  const plain = url.replace(/#.*$/s, '');
  return pairs.length === 0 ? plain : `${plain}${plain.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

const NOT_READ =
  'A curl command takes its body from a file, which is not read: its operation is known without a body.';

function encodedPair(written: string): string {
  const at = written.indexOf('=');
  return at === -1
    ? encodeURIComponent(written)
    : `${written.slice(0, at)}=${encodeURIComponent(written.slice(at + 1))}`;
}

function bodyOf({ data, form, isJson, headers }: Told): RecordedBody | undefined {
  if (form.length > 0) return { mediaType: 'multipart/form-data', example: fieldsOf(form) };
  if (data.length === 0) return undefined;
  const named = headers.find(([name]) => /^content-type$/i.test(name))?.[1];
  return readBody(data.join(isJson ? '' : '&'), named ?? (isJson ? 'application/json' : undefined));
}
