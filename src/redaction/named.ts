import { namedKind } from '../material/secret-names.ts';
import { plainName } from '../values/plain-name.ts';
import { isMadeUp, isMask, masked, maskedJwt } from './mask.ts';
import type { Span } from './spans.ts';

/** What is hidden of the whole value of a field, parameter, setting, cookie or header of this name. */
export function valueSpans(name: string, value: string): Span[] {
  const plain = plainName(name);
  if (COOKIE.test(plain)) return cookieSpans(value, plain.startsWith('set'));
  if (value.length > LONGEST_VALUE || isMask(value)) return [];
  const scheme =
    /^\s*(?:basic|bearer|digest|token|apikey|negotiate|hawk|aws4-hmac-sha256)\s+/i.exec(value)?.[0] ?? '';
  const secret = value.slice(scheme.length).trimEnd();
  if (isMask(secret) || isMadeUp(secret) || namedKind(plain, secret) === undefined) return [];
  const start = scheme.length;
  return [
    {
      start,
      end: start + secret.length,
      shown: secret.startsWith('eyJ') ? maskedJwt(secret) : masked(secret),
    },
  ];
}

const LONGEST_VALUE = 16_000;
const COOKIE = /^(?:set)?cookies?2?$/;
const PAIR = /(?<![^=;,\s"'{}])([^=;,\s"'{}]{1,128})=("?)([^;,\s"'<]{1,4096})/g;
/** Attributes are what findings about cookies show (RFC 6265 section 5.2). */
const ATTRIBUTE = /^(?:expires|max-age|domain|path|samesite|priority|version)$/i;

/** Values of cookies. Of `Set-Cookie` the first pair is the cookie, and attributes follow. */
function cookieSpans(value: string, isSet: boolean): Span[] {
  const spans: Span[] = [];
  for (const match of value.matchAll(PAIR)) {
    const [pair, name = '', , held = ''] = match;
    if (isSet && match.index > 0 && ATTRIBUTE.test(name)) continue;
    const end = match.index + pair.length;
    MASKED.lastIndex = end - held.length;
    if (!MASKED.test(value)) spans.push({ start: end - held.length, end, shown: masked(held) });
  }
  return spans;
}

/** `"name":`, `'name' =>`, `["name"] =`; names of headers also before a comma, as lists of headers have them. */
const QUOTED_NAME = /["'`]([\w$@][\w.$@ -]{0,63})["'`]\]?\s{0,8}(?::|=>|=|,)\s{0,8}/g;
/** `name=`, as forms, queries, settings, logs and connection strings have it. */
const BARE_NAME = /(?<![\w.$-])([A-Za-z_][\w.-]{1,63})(?:\s?:?=\s?)(?=[^=\s])/g;
/** Words of connection strings: `User Id=app;Pwd=…`. */
const COLON_NAME = /(?<![\w.$-])([A-Za-z_][\w.-]{1,63}):[ \t]{0,4}(?=[^\s:/])/g;
const HEADER_NAME = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{1,40}|api-?key)$/i;
const SETTING_NAME = /^(?:[A-Z][A-Z0-9_]{1,60}|[\w-]{1,40}\.[\w.-]{1,60})$/;
const ELEMENT = /<([A-Za-z][\w.:-]{1,63})(?:\s[^<>]{0,200})?>([^<>]{1,4000})<\//g;
const TAG = /<(?:input|add|param|property|meta|entry|item|setting|variable|option)\s([^<>]{4,1000})>/gi;
const ATTRIBUTES = /\b(name|key|id|value|content)\s?=\s?(?:"([^"]{1,800})"|'([^']{1,800})')/gi;

/** What stands under a telling name in any of the usual notations. Linear in the text. */
export function* namedSpans(text: string): Generator<Span> {
  for (const match of text.matchAll(QUOTED_NAME)) {
    const [written, name = ''] = match;
    if (written.trimEnd().endsWith(',') && !HEADER_NAME.test(name)) continue;
    yield* spansAt(text, name, match.index + written.length, INLINE, /:\s*$/.test(written));
  }
  for (const match of text.matchAll(BARE_NAME)) {
    const [written, name = ''] = match;
    const setting = startsLine(text, match.index) && SETTING_NAME.test(name);
    yield* spansAt(text, name, match.index + written.length, setting ? TO_LINE_END : INLINE);
  }
  for (const match of text.matchAll(COLON_NAME)) {
    const [written, name = ''] = match;
    const at = match.index + written.length;
    if (ONE_OF_MANY.test(text.slice(Math.max(0, match.index - 8), match.index))) continue;
    yield* spansAt(text, name, at, afterColon(name, startsLine(text, match.index)));
  }
  if (text.includes('<')) yield* markupSpans(text);
}

/** "Without a credential: …" speaks of no certain one: what follows is not its value. */
const ONE_OF_MANY = /\b(?:a|an|any|no)[ \t]$/i;

function afterColon(name: string, startsLine: boolean): RegExp {
  if (COOKIE.test(plainName(name))) return TO_HEADER_END;
  if (!startsLine) return IN_SENTENCE;
  return HEADER_NAME.test(name) ? HEADER_VALUE : TO_HEADER_END;
}

/** Indented, as an item of a list, or after what shells write before it. */
function startsLine(text: string, at: number): boolean {
  return (
    /(?:^|[\r\n])[ \t]{0,32}(?:- |export |set |ENV )?$/.test(text.slice(Math.max(0, at - 48), at)) || at === 0
  );
}

const INLINE = /[^\s&;,"'`<>)}\]]{1,4000}/y;
const TO_LINE_END = /[^\r\n]{1,4000}/y;
const TO_HEADER_END = /[^\r\n"'`<]{1,4000}/y;
/** One word, with its scheme or without: a sentence of ours may begin with the name of a header. */
const HEADER_VALUE = /(?:[\w-]{3,20} )?[^\s"'`<]{1,4000}/y;
const VALUE_END = /[ \t]{0,16}(?:[\r\n"'`<]|$)/y;
/** A sentence may name a header and go on with words. */
const IN_SENTENCE = /(?:\w{3,10} )?(?=[^\s"'`<,;]{0,4000}\d)[^\s"'`<,;]{1,4000}/y;
const QUOTED = /(["'`])((?:(?!\1)[^\\]|\\[\s\S]){0,4000})/y;

/** A value that was masked before. */
const MASKED = /["'`]?(?:\w{1,16} )?[^\s&;"'`<>]{0,260}(?:…\(\d{1,9} characters\)|\[redacted\])/y;

/** A run of one character as a `curl` line of ours writes it, percent-decoded or not: it is nobody's secret. */
const SHELL_RUN = /'?"\$\(printf '[^'\r\n]{3,12}' 0 \| tr 0 [A-Za-z0-9]\)"/y;

/** `jsonNumber`: a bare number there is one of JSON, and what stands for it has to be a string. */
function* spansAt(text: string, name: string, at: number, bare: RegExp, jsonNumber = false): Generator<Span> {
  MASKED.lastIndex = at;
  SHELL_RUN.lastIndex = at;
  if (MASKED.test(text) || SHELL_RUN.test(text)) return;
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  const value = quoted?.[2] ?? bareValue(text, at, name, bare);
  const start = at + (quoted ? 1 : 0);
  const isNumber = jsonNumber && !quoted && /^-?\d[\d.]*$/.test(value);
  for (const span of valueSpans(name, value)) {
    const shown = isNumber ? `"${span.shown}"` : span.shown;
    yield { start: start + span.start, end: start + span.end, shown };
  }
}

/** Numbers are written in groups: one that is personal under this name goes on behind a blank. */
const GROUPS = /[+(]{0,2}\d(?:[ .\-/()]{0,2}\d){5,24}/y;

function bareValue(text: string, at: number, name: string, bare: RegExp): string {
  GROUPS.lastIndex = at;
  const number = GROUPS.exec(text)?.[0] ?? '';
  bare.lastIndex = at;
  const value = bare.exec(text)?.[0].trimEnd() ?? '';
  VALUE_END.lastIndex = at + value.length;
  if (bare === HEADER_VALUE && !VALUE_END.test(text)) return '';
  return number.length > value.length && valueSpans(name, number).length > 0 ? number : value;
}

function* markupSpans(text: string): Generator<Span> {
  for (const match of text.matchAll(ELEMENT)) {
    const [element, name = '', value = ''] = match;
    const start = match.index + element.length - value.length - 2;
    for (const span of valueSpans(name, value)) {
      yield { ...span, start: start + span.start, end: start + span.end };
    }
  }
  for (const match of text.matchAll(TAG)) {
    const attributes = match[1] ?? '';
    const from = match.index + match[0].length - 1 - attributes.length;
    let named: string | undefined;
    for (const one of attributes.matchAll(ATTRIBUTES)) {
      const value = one[2] ?? one[3] ?? '';
      if (!/value|content/i.test(one[1] ?? '')) named ??= value;
      else if (named !== undefined) {
        const start = from + one.index + one[0].length - 1 - value.length;
        for (const span of valueSpans(named, value)) {
          yield { ...span, start: start + span.start, end: start + span.end };
        }
      }
    }
  }
}
