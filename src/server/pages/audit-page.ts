import type { z } from 'zod';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { AuditEntryView } from '../api/audit.ts';
import type { keyView } from '../api/views.ts';
import { ADMIN } from '../store/accounts.ts';
import { askedFor } from './address.ts';
import { showPage } from './layout.ts';
import { apiNames } from './parts/api-names.ts';
import { actionInWords, detailsInWords, shortId } from './parts/audit-words.ts';
import { type List, moreLink } from './parts/list.ts';
import { chooser, type Option } from './parts/options.ts';
import { moment } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

/** What actions begin with, as people say it, and where the page of it is. */
const SUBJECTS: Readonly<Record<string, readonly [title: string, page?: (id: string) => string]>> = {
  api: ['APIs', (id) => `/apis/${id}`],
  scan: ['Scans', (id) => `/scans/${id}`],
  finding: ['Findings', (id) => `/findings/${id}`],
  schedule: ['Schedules', (id) => `/schedules/${id}`],
  'alert-rule': ['Alert rules', (id) => `/alert-rules/${id}`],
  channel: ['Channels', (id) => `/channels/${id}`],
  delivery: ['Deliveries', (id) => `/deliveries/${id}`],
  credential: ['Credentials', (id) => `/credentials/${id}`],
  release: ['Releases'],
  result: ['Results', (id) => `/scans/${id}`],
  retention: ['Retention runs'],
  ownership: ['Proofs of ownership', (id) => `/apis/${id}/ownership`],
  key: ['API keys', () => '/keys'],
  session: ['Sessions', () => '/account'],
  password: ['Admin password'],
  data: ['Old data'],
  'encryption-key': ['Encryption key'],
  settings: ['Settings', () => '/settings'],
};

/** Who changed what, and when. */
export function auditPage() {
  return pageRouter().get('/audit', (context) => show(context));
}

function askedIn(context: PageContext) {
  return askedFor(context, 'actor', 'about', 'subject', 'from', 'to', 'cursor');
}

async function show(context: PageContext): Promise<Response> {
  const asked = askedIn(context);
  const client = context.get('api');
  const { about, from, to, ...others } = asked;
  const [list, keys] = await Promise.all([
    client.get<List<AuditEntryView>>('/audit', {
      ...others,
      action: about === undefined ? undefined : `${about}.`,
      from: from && `${from}T00:00:00Z`,
      to: to && dayAfter(to),
    }),
    client.get<{ items: z.infer<typeof keyView>[] }>('/keys'),
  ]);
  const people = new Map([...keys.items.map(({ id, name }) => [id, name] as const), [ADMIN, 'admin']]);
  const apis = await apiNames(client, apisIn(list.items));
  const isFiltered = Object.entries(asked).some(([name, value]) => name !== 'cursor' && value !== undefined);
  return showPage(context, {
    title: 'Audit log',
    nav: '/audit',
    body: markup`<div class="page-head"><div><h1>Audit log</h1><p class="soft">Who changed what, newest first.</p></div></div>
${filters(asked, people)}
${asked.subject && markup`<p class="soft">Only about <code>${asked.subject}</code>. <a href="/audit">Show all</a>.</p>`}
${
  list.items.length === 0
    ? markup`<div class="empty"><h2>No entry fits</h2><p>${isFiltered ? markup`<a href="/audit">Show all entries</a>.` : 'Whatever is changed stands here.'}</p></div>`
    : markup`<ol class="cards audit">${list.items.map((entry) => row(entry, new Map([...people, ...apis])))}</ol>`
}
${moreLink('/audit', asked, list, 'Earlier entries')}`,
  });
}

/** Of which entries speak: whoever reads knows APIs by their names. */
function apisIn(entries: readonly AuditEntryView[]): string[] {
  return entries.flatMap(({ action, subject, detail }) => [
    ...(/^(?:api|ownership)\./.test(action) && action !== 'api.delete' ? [subject] : []),
    ...(typeof detail.api === 'string' ? [detail.api] : []),
  ]);
}

/** The last day that is asked for is one of them. */
function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString();
}

function filters(asked: ReturnType<typeof askedIn>, names: ReadonlyMap<string, string>): Markup {
  return markup`<form class="filters even" role="search" method="get" action="/audit">
${chooser('Who', 'actor', [['', 'anybody'], ...names], asked.actor)}
${chooser('About', 'about', [['', 'anything'], ...Object.entries(SUBJECTS).map(([about, [title]]): Option => [about, title])], asked.about)}
<label>From <input type="date" name="from" value="${asked.from ?? ''}"></label><label>to <input type="date" name="to" value="${asked.to ?? ''}"></label>
<button type="submit">Show</button></form>`;
}

function row(
  { at, actor, action, subject, detail }: AuditEntryView,
  names: ReadonlyMap<string, string>,
): Markup {
  const [about = ''] = action.split('.');
  const page = Object.hasOwn(SUBJECTS, about) ? SUBJECTS[about]?.[1]?.(subject) : undefined;
  const name = names.get(subject);
  const of = name === undefined ? markup`<code>${shortId(subject)}</code>` : markup`${name}`;
  const details = detailsInWords(detail, names);
  return markup`<li><div><p title="${action}"><b>${actionInWords(action)}</b></p>${details.length > 0 && markup`<p class="soft">${details.map(([what, says]) => markup`<span class="detail">${what}: <span class="value">${says}</span></span> `)}</p>`}</div>
<div><p>${page ? markup`<a href="${page}">${of}</a>` : of}</p></div><div><p>by ${names.get(actor) ?? actor}</p></div><div><p class="soft">${moment(at)}</p></div></li>`;
}
