import { withOrigins } from './fences.ts';
import type { Page, Section } from './page.ts';
import { blocksIn, questionsIn, SECTIONS } from './page.ts';

/** A page and what it is about: `Axum with JWT`, `Axum`, `JWT`, or everything. */
export interface Part {
  readonly about: string;
  readonly page: Page;
}

/** One document of all parts, most specific first. What an earlier part has said, a later one does not repeat. */
export function compose(parts: readonly Part[]): string {
  const said = new Set<string>();
  const sections = SECTIONS.map((section) => composeSection(section, parts, said)).filter(Boolean);
  const text = [`# ${parts[0]?.page.title ?? ''}`, ...sections].join('\n\n');
  return `${withOrigins(text).trim()}\n`;
}

function composeSection(section: Section, parts: readonly Part[], said: Set<string>): string {
  const body =
    section === 'Questions and answers' ? composeQuestions(parts, said) : composeBodies(section, parts, said);
  return body === '' ? '' : `## ${section}\n\n${body}`;
}

/** The answer to a question is that of the most specific part. */
function composeQuestions(parts: readonly Part[], said: Set<string>): string {
  return parts
    .flatMap(({ page }) => questionsIn(page.sections.get('Questions and answers') ?? ''))
    .filter(([question]) => isNew(question, said))
    .map(([question, answer]) => `### ${question}\n\n${answer}`)
    .join('\n\n');
}

function composeBodies(section: Section, parts: readonly Part[], said: Set<string>): string {
  const bodies = parts
    .map(({ about, page }) => ({
      about,
      body: blocksIn(page.sections.get(section) ?? '')
        .filter((block) => isNew(block, said))
        .join('\n\n'),
    }))
    .filter(({ body }) => body !== '');
  if (bodies.length === 1) return bodies[0]?.body ?? '';
  return bodies.map(({ about, body }) => `### ${about}\n\n${lowered(body)}`).join('\n\n');
}

function isNew(block: string, said: Set<string>): boolean {
  const known = said.has(block);
  said.add(block);
  return !known;
}

/** Headings of a part stand below the part's own. */
function lowered(body: string): string {
  return blocksIn(body)
    .map((block) => (/^#{3,5} /.test(block) ? `#${block}` : block))
    .join('\n\n');
}
