import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { CATALOGUE } from '../src/checks/index.ts';
import type { Check, Rule } from '../src/checks/rule.ts';
import { cvssScore } from '../src/findings/cvss.ts';
import { guideFor, MEMORY_FOLDER } from '../src/guides/guide.ts';
import { topicOf } from '../src/guides/topics.ts';
import { CREDENTIALS, FRAMEWORKS } from '../src/guides/vocabulary.ts';
import { escapeHtml } from '../src/report/html/markup.ts';
import { cweUrl } from '../src/report/words.ts';
import { firstSentence } from './document-pages.ts';
import type { SitePage } from './site-page.ts';
import { tabs } from './site-page.ts';
import { topicTabs } from './topic-pages.ts';

/** The list of rules, a page per rule, and a page per guide of a framework or a credential kind. */
export async function rulePages(root: URL): Promise<SitePage[]> {
  const pages = [listPage()];
  for (const check of CATALOGUE) {
    for (const rule of check.rules) pages.push(...(await pagesOf(check, rule, root)));
  }
  return pages;
}

export function pathOf(rule: string, page = 'any'): string {
  return page === 'any' ? `rules/${rule}.html` : `rules/${rule}/${page}.html`;
}

function listPage(): SitePage {
  const total = CATALOGUE.reduce((count, { rules }) => count + rules.length, 0);
  const sections = CATALOGUE.map(
    ({ title, owasp, purpose, rules }) =>
      `## ${title}\n\n${owasp}. ${purpose}\n\n| severity | rule | what it says |\n| --- | --- | --- |\n${rules
        .map(
          ({ id, severity, title: says }) =>
            `| ${severity} | [${id}](${pathOf(id)}) | ${says.replaceAll('|', '\\|')} |`,
        )
        .join('\n')}`,
  );
  const markdown = `# Rules and guides\n\n${total} rules in ${CATALOGUE.length} checks. Each has a page that says how the flaw arises, how middlebrick shows it, and how to fix it.\n\n${sections.join('\n\n')}\n`;
  return {
    path: 'rules.html',
    title: 'Rules and guides',
    summary: `${total} rules in ${CATALOGUE.length} checks.`,
    group: 'start',
    lead: '',
    markdown,
    searchable: '',
  };
}

async function pagesOf(check: Check, rule: Rule, root: URL): Promise<SitePage[]> {
  const folder = check.id === 'resource-retention' ? MEMORY_FOLDER : rule.id;
  const topic = topicOf(rule.id);
  // What the frameworks' pages of a topic say, they say once for all its rules.
  const names = ['any', ...(folder === topic ? [] : namesIn(new URL(`guides/${folder}/`, root)))];
  const beside = [
    ...names.map((name) => ({ label: labelOf(name), path: pathOf(rule.id, name) })),
    ...(topic === undefined ? [] : topicTabs(topic, root)),
  ];
  const pages: SitePage[] = [];
  for (const name of names) {
    const context = contextOf(name);
    const guide = await guideFor(rule.id, context);
    const path = pathOf(rule.id, name);
    const source = new URL(`guides/${folder}/${name}.md`, root);
    pages.push({
      path,
      title: name === 'any' ? rule.title : `${rule.title}: ${labelOf(name)}`,
      summary: firstSentence(guide.markdown.replace(/^#.*$/gm, '').trim()),
      group: check.id,
      lead: lead(check, rule, path, beside),
      markdown: guide.markdown,
      // The general part of a framework's page is found by the general page.
      searchable: [
        ...(name === 'any' ? [`${rule.id} ${rule.aliases.join(', ')}`] : []),
        existsSync(source) ? readFileSync(source, 'utf8') : guide.markdown,
      ].join('\n\n'),
    });
  }
  return pages;
}

function namesIn(folder: URL): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'any.md')
    .map((file) => file.slice(0, -'.md'.length))
    .sort();
}

/** `axum-mutual-tls` is Axum with mutual TLS. */
function contextOf(name: string): { framework?: string; credential?: string } {
  const framework = Object.keys(FRAMEWORKS).find((id) => name === id || name.startsWith(`${id}-`));
  const rest = framework ? name.slice(framework.length + 1) : name;
  return { ...(framework ? { framework } : {}), ...(rest in CREDENTIALS ? { credential: rest } : {}) };
}

function labelOf(name: string): string {
  if (name === 'any') return 'Anywhere';
  const { framework, credential } = contextOf(name);
  return [
    framework && FRAMEWORKS[framework as keyof typeof FRAMEWORKS],
    credential && CREDENTIALS[credential as keyof typeof CREDENTIALS],
  ]
    .filter(Boolean)
    .join(' with ');
}

/** Severity, weaknesses and scores of the rule, and the way to the guide's other pages. */
function lead(check: Check, rule: Rule, path: string, beside: Parameters<typeof tabs>[0]): string {
  const cwes = rule.cwe.map((id) => `<a href="${cweUrl(id)}">CWE-${id}</a>`);
  const facts = [
    `<span class="badge ${rule.severity}">${rule.severity}</span>`,
    `<code>${rule.id}</code>`,
    `Also known as: ${escapeHtml(rule.aliases.join(', '))}`,
    escapeHtml(check.owasp),
    ...cwes,
    `<span title="${rule.cvss}">CVSS 4.0 ${cvssScore(rule.cvss).toFixed(1)}</span>`,
    ...(rule.needs?.length ? [`needs ${escapeHtml(rule.needs.join(', '))}`] : []),
  ];
  return `<p class="facts">${facts.join('<span class="dot">·</span>')}</p>${tabs(beside, path)}`;
}
