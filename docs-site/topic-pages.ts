import { readdirSync, readFileSync } from 'node:fs';
import { CATALOGUE } from '../src/checks/index.ts';
import { withOrigins } from '../src/guides/fences.ts';
import { parsePage } from '../src/guides/page.ts';
import { TOPICS } from '../src/guides/topics.ts';
import { FRAMEWORKS } from '../src/guides/vocabulary.ts';
import { escapeHtml } from '../src/report/html/markup.ts';
import { firstSentence } from './document-pages.ts';
import type { SitePage } from './site-page.ts';
import { hrefFrom, tabs } from './site-page.ts';

/** A page for each framework of a topic: it answers for all rules of the topic, which link to it. */
export function topicPages(root: URL): SitePage[] {
  return Object.entries(TOPICS).flatMap(([topic, rules]) =>
    frameworksOf(topic, root).map((framework) => {
      const markdown = withOrigins(readFileSync(new URL(`guides/${topic}/${framework}.md`, root), 'utf8'));
      const { title, sections } = parsePage(markdown);
      const path = topicPath(topic, framework);
      return {
        path,
        title,
        summary: firstSentence(sections.get('How it arises') ?? ''),
        group: checkOf(rules[0]),
        lead: `${rulesAnswered(rules, path)}${tabs(topicTabs(topic, root), path)}`,
        markdown,
      };
    }),
  );
}

/** The tabs of all pages of a topic. */
export function topicTabs(topic: string, root: URL): { readonly label: string; readonly path: string }[] {
  return frameworksOf(topic, root).map((framework) => ({
    label: FRAMEWORKS[framework],
    path: topicPath(topic, framework),
  }));
}

export function topicPath(topic: string, framework: string): string {
  return `fixes/${topic}/${framework}.html`;
}

function frameworksOf(topic: string, root: URL): (keyof typeof FRAMEWORKS)[] {
  const files = new Set(readdirSync(new URL(`guides/${topic}/`, root)));
  return (Object.keys(FRAMEWORKS) as (keyof typeof FRAMEWORKS)[]).filter((one) => files.has(`${one}.md`));
}

function checkOf(rule: string | undefined): string {
  return CATALOGUE.find(({ rules }) => rules.some(({ id }) => id === rule))?.id ?? 'start';
}

function rulesAnswered(ids: readonly string[], path: string): string {
  const links = CATALOGUE.flatMap(({ rules }) => rules)
    .filter(({ id }) => ids.includes(id))
    .map(({ id, title }) => `<a href="${hrefFrom(path, `rules/${id}.html`)}">${escapeHtml(title)}</a>`);
  return `<p class="facts">Fixes: ${links.join('<span class="dot">·</span>')}</p>`;
}
