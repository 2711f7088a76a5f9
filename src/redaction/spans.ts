import { HIDDEN } from './mask.ts';

/** A piece of a text, and what is shown in its place. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** The text with every span replaced. Of spans that overlap the earlier one stands for all. */
export function replaced(text: string, spans: readonly Span[]): string {
  return replacedFrom(text, spans, 0);
}

/** The same from one place on; a span that begins before it is shown whole. */
export function replacedFrom(text: string, spans: readonly Span[], from: number): string {
  const pieces: string[] = [];
  let at = from;
  for (const span of merged(spans)) {
    if (span.end <= from) continue;
    pieces.push(text.slice(at, Math.max(at, span.start)), span.shown);
    at = span.end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

/** Nothing of a secret of the user's own is shown, whatever else it is. */
function joined(first: Span, second: Span): Span {
  const hidden = first.shown === HIDDEN || second.shown === HIDDEN;
  return {
    start: first.start,
    end: Math.max(first.end, second.end),
    shown: hidden ? HIDDEN : first.shown,
  };
}

/** Ordered, and none overlaps another: what two finders see as theirs is hidden from the first to the last. */
function merged(spans: readonly Span[]): Span[] {
  const ordered = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Span[] = [];
  for (const span of ordered) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
    else kept[kept.length - 1] = joined(last, span);
  }
  return kept;
}
