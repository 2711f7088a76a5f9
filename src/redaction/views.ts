/** A text as a reader of some encoding sees it. `starts[i]` is where its character `i` begins in the source. */
export interface View {
  readonly text: string;
  readonly starts: Int32Array | undefined;
}

/** Encoders stacked three high: a form value in a URL in a JSON string. */
const MOST_LAYERS = 3;
const ANY_ESCAPE = /[%&\\]/;
/** Percent (RFC 3986), JSON and script escapes, HTML references: one layer of any of them. */
const ESCAPE =
  /(?:%[0-9a-f]{2})+|\\u\{[0-9a-f]{1,6}\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[\\/"'`bfnrt]|&(?:#\d{1,7};?|#x[0-9a-f]{1,6};?|(?:amp|lt|gt|quot);?|[a-z]{2,8};)/gi;
/** Characters that encoders write by name (HTML 5, section 13.5). */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  bsol: '\\',
  colon: ':',
  comma: ',',
  commat: '@',
  dollar: '$',
  equals: '=',
  excl: '!',
  grave: '`',
  gt: '>',
  hat: '^',
  lbrack: '[',
  lcub: '{',
  lowbar: '_',
  lpar: '(',
  lsqb: '[',
  lt: '<',
  newline: '\n',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quest: '?',
  quot: '"',
  rbrack: ']',
  rcub: '}',
  rpar: ')',
  rsqb: ']',
  semi: ';',
  sol: '/',
  tab: '\t',
  verbar: '|',
  vert: '|',
};
const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The text as it stands, then with one layer of escapes after the other taken off, as long as there are any. */
export function viewsOf(text: string): View[] {
  const views = layersOf(text);
  // In forms and queries a plus sign is a space.
  return text.includes('+') && text.includes('=')
    ? [...views, ...layersOf(text.replaceAll('+', ' '))]
    : views;
}

function layersOf(text: string): View[] {
  const views: View[] = [{ text, starts: undefined }];
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const next = peeled(views.at(-1) as View);
    if (next === undefined) break;
    views.push(next);
  }
  return views;
}

/** Where a piece of a view stands in the source. */
export function sourceOf(
  { starts }: View,
  start: number,
  end: number,
): readonly [start: number, end: number] {
  return starts === undefined ? [start, end] : [starts[start] ?? 0, starts[end] ?? 0];
}

function peeled({ text, starts }: View): View | undefined {
  if (!ANY_ESCAPE.test(text)) return undefined;
  const pieces: string[] = [];
  const map = new Int32Array(text.length + 1);
  let length = 0;
  let at = 0;
  const from = (index: number) => (starts === undefined ? index : (starts[index] ?? 0));
  const put = (piece: string, source: (offset: number) => number) => {
    pieces.push(piece);
    for (let offset = 0; offset < piece.length; offset += 1) map[length + offset] = source(offset);
    length += piece.length;
  };
  let changed = false;
  for (const match of text.matchAll(ESCAPE)) {
    const written = match[0];
    const read = written.startsWith('%') ? percentRead(written) : [[escapeRead(written), 0] as const];
    if (read.some(([character]) => character === undefined)) continue;
    changed = true;
    const before = at;
    put(text.slice(before, match.index), (offset) => from(before + offset));
    for (const [character, offset] of read) put(character ?? '', () => from(match.index + offset));
    at = match.index + written.length;
  }
  if (!changed) return undefined;
  const rest = at;
  put(text.slice(rest), (offset) => from(rest + offset));
  map[length] = from(text.length);
  return { text: pieces.join(''), starts: map };
}

/** Undefined for what only looks like an escape. */
function escapeRead(written: string): string | undefined {
  if (written.startsWith('&')) {
    const name = written.slice(1).replace(/;$/, '').toLowerCase();
    if (!name.startsWith('#')) return NAMED[name];
    return characterOf(name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  }
  const kind = written[1] ?? '';
  if (kind === 'u' || kind === 'x')
    return characterOf(Number.parseInt(written.slice(2).replace(/[{}]/g, ''), 16));
  return CONTROLS[kind] ?? kind;
}

function characterOf(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A run of percent escapes as UTF-8, each character with its place in the run; bytes that are none as themselves. */
function percentRead(run: string): (readonly [string, number])[] {
  const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
  const read: [string, number][] = [];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = decoded(bytes.subarray(at, at + length));
    read.push([character ?? String.fromCharCode(lead), at * 3]);
    at += character === undefined ? 1 : length;
  }
  return read;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
