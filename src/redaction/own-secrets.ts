import { encodedPlaces } from './encoded.ts';
import { HIDDEN } from './mask.ts';
import type { Span } from './spans.ts';
import type { View } from './views.ts';
import { sourceOf } from './views.ts';

/** The secrets of the user, ready to be looked for. */
export interface OwnSecrets {
  /** Hidden wherever they stand. */
  readonly anywhere: readonly RegExp[];
  /** Hidden in base64 and in what is nested in it. */
  readonly bytes: readonly Buffer[];
  /** Ordinary words: hidden where they stand as a value. */
  readonly asValue: readonly string[];
}

/** Below this a secret is a word or a number that stands everywhere. */
const SHORTEST_ANYWHERE = 8;
/** A secret of letters alone is a word, unless it is longer than words are. */
const LONGEST_WORD = 16;
const SHORTEST_VALUE = 2;
/** What people put before digits where they need a password and mean none. */
const COMMON_STEM =
  /^(?:admin|administrator|api|changeme|default|demo|dev|guest|key|letmein|login|master|pass|passwd|password|public|qwerty|root|secret|service|system|test|tester|token|user|welcome)[\W_]?\d{0,4}$/i;
/** Halves of shorter secrets are ordinary words. */
const SHORTEST_HALVED = 12;
/** A token whose signature is listed as a secret of its own: head and claims open nothing without it. */
const SIGNED = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/** Everything that a scan holds and must not print. */
export function ownSecrets(given: readonly string[]): OwnSecrets {
  const secrets = [...new Set(given)].filter((secret) => secret.length >= SHORTEST_VALUE);
  const anywhere = secrets.filter((secret) => !isCommon(secret)).sort((a, b) => b.length - a.length);
  return {
    anywhere: anywhere
      .flatMap((secret) => [
        ...[...new Set([secret, secret.replaceAll("'", "'\\''"), secret.replaceAll(' ', '+'), hex(secret)])],
        ...halvesOf(secret),
      ])
      .map((form) => new RegExp(escaped(form), 'gi')),
    bytes: anywhere.map((secret) => Buffer.from(secret)),
    asValue: secrets.filter(isCommon).flatMap((secret) => {
      const base64 = Buffer.from(secret).toString('base64');
      return [...new Set([secret, base64, base64.replace(/(?<!=)=+$/, '')])];
    }),
  };
}

/** True for what also stands where nobody means the secret: `admin`, `1234`, `password1`. */
export function isCommon(secret: string): boolean {
  return (
    secret.length < SHORTEST_ANYWHERE ||
    (secret.length < LONGEST_WORD && /^\p{L}+$/u.test(secret)) ||
    COMMON_STEM.test(secret)
  );
}

/** Where secrets of the user stand in one view of a text. */
export function* ownSpans(view: View, { anywhere, bytes, asValue }: OwnSecrets): Generator<Span> {
  const span = (start: number, end: number): Span => {
    const [from, to] = sourceOf(view, start, end);
    return { start: from, end: to, shown: HIDDEN };
  };
  for (const form of anywhere) {
    for (const { 0: found, index } of view.text.matchAll(form)) yield span(index, index + found.length);
  }
  for (const [start, end] of encodedPlaces(view.text, bytes)) yield span(start, end);
  for (const secret of asValue) {
    for (let at = view.text.indexOf(secret); at >= 0; at = view.text.indexOf(secret, at + 1)) {
      if (isValue(view.text, at, at + secret.length)) yield span(at, at + secret.length);
    }
  }
}

/** How far a value's surroundings tell that it is one. */
const AROUND = 24;
const SCHEME = /(?:^|[\s"':])(?:basic|bearer|digest|token|apikey)\s+$/i;

/** A whole quoted string that is no name, a whole form or query value, element, header value or user info. */
function isValue(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  const [left, right] = [before.at(-1) ?? '', after[0] ?? ''];
  if (left === '' && right === '') return true;
  if ((left === '"' || left === "'" || left === '`') && right === left) {
    const named = /[=:[,(]\s*["'`]$/.test(before);
    return !/^["'`]\s*:/.test(after) || named;
  }
  if (left === '=') return right === '' || /[&;,#\s"'`<>)}\]]/.test(right);
  if (left === '>') return right === '<';
  if (left === ':' && right === '@') return true;
  const lineEnds = /^\s*(?:[\r\n"'`]|$)/.test(after);
  return lineEnds && (/:\s{0,4}$/.test(before) || SCHEME.test(before));
}

/** Rules send secrets that are slightly wrong: what they left intact must not show either, in any case. */
function halvesOf(secret: string): string[] {
  if (secret.length < SHORTEST_HALVED || SIGNED.test(secret)) return [];
  const middle = Math.floor(secret.length / 2);
  return [secret.slice(0, middle), secret.slice(middle + 1)];
}

function hex(secret: string): string {
  return Buffer.from(secret, 'utf8').toString('hex');
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
