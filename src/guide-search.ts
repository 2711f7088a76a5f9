import type { GuideEntry } from './catalogue.ts';
import { rulesAbout } from './checks/find-rules.ts';

export interface FoundGuide {
  readonly guide: GuideEntry;
  /** The line that holds most of the words; absent where the rule's own names were enough. */
  readonly excerpt?: string;
}

const LONGEST_EXCERPT = 240;

/** Guides of the rules that the words name, then those whose text holds all of them, most often first. */
export function guidesAbout(search: string, guides: readonly GuideEntry[]): FoundGuide[] {
  const named = rulesAbout(search).map(({ rule }) => rule.id);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const byName = named.flatMap((id) => guides.filter(({ rule }) => rule === id).map((guide) => ({ guide })));
  const byText = guides
    .filter(({ rule }) => !named.includes(rule))
    .map((guide) => ({ guide, hits: hitsIn(guide.markdown.toLowerCase(), words) }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .map(({ guide }) => ({ guide, excerpt: excerptOf(guide.markdown, words) }));
  return [...byName, ...byText];
}

/** How often the words stand there; 0 where one does not. */
function hitsIn(text: string, words: readonly string[]): number {
  const counts = words.map((word) => text.split(word).length - 1);
  return counts.includes(0) ? 0 : counts.reduce((sum, count) => sum + count, 0);
}

function excerptOf(markdown: string, words: readonly string[]): string {
  const lines = markdown
    .split('\n')
    .filter((line) => !/^(?:#|```)/.test(line))
    .map((line) => ({ line, held: words.filter((word) => line.toLowerCase().includes(word)) }));
  const best = lines.reduce((most, one) => (one.held.length > most.held.length ? one : most));
  return aroundOf(best.line, Math.max(0, best.line.toLowerCase().indexOf(best.held[0] ?? '')));
}

/** Whole words around that place; what was left out on either side is said by `…`. */
function aroundOf(line: string, at: number): string {
  const earliest = Math.max(0, at - LONGEST_EXCERPT / 2);
  const latest = earliest + LONGEST_EXCERPT;
  const from = earliest === 0 ? 0 : line.indexOf(' ', earliest) + 1;
  const to = latest >= line.length ? line.length : line.lastIndexOf(' ', latest);
  return `${from === 0 ? '' : '… '}${line.slice(from, to).trim()}${to === line.length ? '' : ' …'}`;
}
