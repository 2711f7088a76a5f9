import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { prose } from '../../report/html/prose.ts';
import { counted } from '../../report/words.ts';
import type { GuideListView, GuideView } from '../api/guides.ts';
import { Problem } from '../api/problem.ts';
import type { RuleView } from '../api/rules.ts';
import { askedFor, idIn } from './address.ts';
import { queryOf } from './api-client.ts';
import { showPage } from './layout.ts';
import { severityBadge } from './parts/grade.ts';
import { moreLink } from './parts/list.ts';
import { chooser, type Option } from './parts/options.ts';
import { type PageContext, pageRouter } from './site.ts';

const SHOWN = 50;
const WRITTEN_FOR = ['framework', 'credential', 'container'] as const;
type WrittenFor = (typeof WRITTEN_FOR)[number];

/** How each flaw arises, is shown and is mended, in the words of the reader's framework. */
export function guidesPage() {
  return pageRouter()
    .get('/guides', (context) => showList(context))
    .get('/guides/:rule', (context) => showGuide(context));
}

async function showList(context: PageContext): Promise<Response> {
  const asked = askedFor(context, 'search', ...WRITTEN_FOR, 'cursor');
  const list = await context.get('api').get<GuideListView>('/guides', { ...asked, limit: SHOWN });
  const { framework, credential, container } = asked;
  return showPage(context, {
    title: 'Guides',
    nav: '/guides',
    body: markup`<div class="page-head"><div><h1>Guides</h1><p class="soft">How each flaw arises, how it is shown, and how it is mended.</p></div></div>
<form class="filters" role="search" method="get" action="/guides">
<label>Search <input type="search" name="search" value="${asked.search ?? ''}" maxlength="200" placeholder="rule, weakness or words of the text"></label>
${writtenFor(list, asked)}
<button type="submit">Show</button></form>
${
  list.items.length === 0
    ? markup`<div class="empty"><h2>No guide holds these words</h2><p><a href="/guides${queryOf({ framework, credential, container })}">Show all guides</a>.</p></div>`
    : markup`<section class="panel" aria-label="Guides"><ul class="finding-rows guide-rows">${list.items.map(
        ({ rule, title, severity, excerpt }) =>
          markup`<li>${severityBadge(severity)}<div><a href="/guides/${rule}${queryOf({ framework, credential, container })}">${title}</a>${excerpt && markup`<p class="soft">${excerpt}</p>`}</div><span class="soft state"><code>${rule}</code></span></li>`,
      )}</ul></section>`
}
${moreLink('/guides', asked, list, 'More guides')}`,
  });
}

/** What a guide is written for: its framework, the kind of credential, and what grows where memory is kept. */
function writtenFor(
  { frameworks, credentials, containers }: GuideListView,
  { framework, credential, container }: Readonly<Record<WrittenFor, string | undefined>>,
): Markup {
  const any: Option = ['', 'any'];
  return markup`${chooser('Framework', 'framework', [any, ...Object.entries(frameworks)], framework)}${chooser('Credential', 'credential', [any, ...Object.entries(credentials)], credential)}${chooser('What grows', 'container', [any, ...Object.entries(containers)], container)}`;
}

async function showGuide(context: PageContext): Promise<Response> {
  const written = askedFor(context, ...WRITTEN_FOR);
  const client = context.get('api');
  const id = idIn(context, 'rule');
  const [guide, list, rule] = await Promise.all([
    client.get<GuideView>(`/guides/${id}`, written),
    client.get<GuideListView>('/guides', { ...written, limit: 1 }),
    ruleOf(context, id),
  ]);
  return showPage(context, {
    title: guide.title,
    nav: '/guides',
    above: [{ title: 'Guides', path: `/guides${queryOf(written)}` }],
    body: markup`<div class="page-head"><div><p>${severityBadge(guide.severity)} <code>${guide.rule}</code>${rule && markup` <span class="soft">· ${rule.check.owasp} · ${rule.cwe.map((cwe) => `CWE-${cwe}`).join(', ')} · CVSS ${rule.cvss.score}</span>`}</p></div>
<div class="actions">${rule && markup`<a class="button" href="/findings?rule=${guide.rule}">Findings of this rule</a>`}</div></div>
<form class="filters" method="get" action="/guides/${guide.rule}">${writtenFor(list, written)}<button type="submit">Show</button></form>
<article class="panel guide-body">${prose(guide.markdown, 1)}</article>
${rule && rule.compliance.length > 0 && markup`<details class="other"><summary>${counted(rule.compliance.length, 'requirement')} that the fix helps to meet</summary><ul>${rule.compliance.map(({ standard, item }) => markup`<li>${standard}: ${item}</li>`)}</ul></details>`}`,
  });
}

/** One guide is of no rule: that of memory that is kept. */
async function ruleOf(context: PageContext, id: string): Promise<RuleView | undefined> {
  try {
    return await context.get('api').get<RuleView>(`/rules/${id}`);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return undefined;
    throw problem;
  }
}
