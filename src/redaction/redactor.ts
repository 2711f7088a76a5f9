import type { HeaderList } from '../http/exchange.ts';
import { changedJson, looksLikeJson } from './json-text.ts';
import { masked } from './mask.ts';
import { namedSpans, valueSpans } from './named.ts';
import type { OwnSecrets } from './own-secrets.ts';
import { ownSecrets, ownSpans } from './own-secrets.ts';
import { shapeSpans } from './shapes.ts';
import type { Span } from './spans.ts';
import { replaced, replacedFrom } from './spans.ts';
import { sourceOf, viewsOf } from './views.ts';

/** Replaces what must not be kept or printed. Built once per scan from every secret that the scan holds. */
export interface Redactor {
  /** Anything that may hold words of the target or of the user. */
  text(value: string): string;
  /** A sentence of ours about what the user typed: only the user's secrets are taken out. */
  ownOnly(value: string): string;
  /** A piece of a longer text, from this place to the end; what begins before it is still known for what it is. */
  from(value: string, at: number): string;
  headers(headers: HeaderList): [string, string][];
}

/** A document within a document within a document. */
const MOST_NESTED = 3;

/**
 * The user's secrets become `[redacted]`, in whatever spelling; what looks like a secret or a personal fact of the
 * target keeps its first characters and its length: `sk_live_…(32 characters)`. JSON stays JSON.
 * @param given the user's secrets
 * @param found values that a rule knows to be secret although neither their name nor their shape says so
 */
export function createRedactor(given: readonly string[], found: readonly string[] = []): Redactor {
  const own = ownSecrets(given);
  const known = [...new Set(found)].filter((value) => value !== '');
  const text = (value: string) => redacted(value, own, known, MOST_NESTED);
  return {
    text,
    ownOnly: (value) =>
      replaced(
        value,
        viewsOf(value).flatMap((view) => [...ownSpans(view, own)]),
      ),
    from: (value, at) => replacedFrom(value, [...spansOf(value, own, known)], at),
    headers: (headers) => headers.map(([name, value]) => [text(name), ofName(name, value, own, known)]),
  };
}

function redacted(text: string, own: OwnSecrets, known: readonly string[], nested: number): string {
  if (text === '') return text;
  const document = nested > 0 && looksLikeJson(text) ? asDocument(text, own, known, nested) : undefined;
  return document ?? replaced(text, [...spansOf(text, own, known)]);
}

function asDocument(
  text: string,
  own: OwnSecrets,
  known: readonly string[],
  nested: number,
): string | undefined {
  // Names and numbers are seldom what an ordinary word is the secret of.
  const rare = { ...own, asValue: [] };
  return changedJson(text, (kind, name, value) => {
    if (kind === 'name') return replaced(value, [...spansOf(value, rare, known)]);
    if (kind === 'number') return ofName(name, value, rare, known);
    return looksLikeJson(value) ? redacted(value, own, known, nested - 1) : ofName(name, value, own, known);
  });
}

function ofName(name: string, value: string, own: OwnSecrets, known: readonly string[]): string {
  return replaced(value, [...spansOf(value, own, known), ...valueSpans(name, value)]);
}

function* spansOf(text: string, own: OwnSecrets, known: readonly string[]): Generator<Span> {
  for (const view of viewsOf(text)) {
    yield* ownSpans(view, own);
    for (const spans of [shapeSpans(view.text), namedSpans(view.text), knownSpans(view.text, known)]) {
      for (const { start, end, shown } of spans) {
        const [from, to] = sourceOf(view, start, end);
        yield { start: from, end: to, shown };
      }
    }
  }
}

/** Shorter values stand in many a word and number that they have nothing to do with. */
const SHORTEST_IN_WORDS = 6;

function* knownSpans(text: string, known: readonly string[]): Generator<Span> {
  for (const value of known) {
    // In quotes it is meant where it is the whole of a string.
    const inner = /^"(.*)"$/s.exec(value)?.[1];
    if (inner !== undefined && text === inner) yield { start: 0, end: text.length, shown: masked(inner) };
    const inset = inner === undefined ? 0 : 1;
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      const end = at + value.length;
      if (value.length < SHORTEST_IN_WORDS && /\w/.test(`${text[at - 1] ?? ''}${text[end] ?? ''}`)) continue;
      yield { start: at + inset, end: end - inset, shown: masked(inner ?? value) };
    }
  }
}
