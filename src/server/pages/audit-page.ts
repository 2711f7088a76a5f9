import type { z } from 'zod';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { AuditEntryView } from '../api/audit.ts';
import type { keyView } from '../api/views.ts';
import { ADMIN } from '../store/accounts.ts';
import { askedFor } from './address.ts';
import { showPage } from './layout.ts';
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
  ownership: ['Proofs of ownership', (id) => `/apis/${id}/ownership`],
  key: ['API keys', () => '/keys'],
  session: ['Sessions'],
  account: ['Accounts'],
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
  const names = new Map([...keys.items.map(({ id, name }) => [id, name] as const), [ADMIN, 'admin']]);
  const isFiltered = Object.entries(asked).some(([name, value]) => name !== 'cursor' && value !== undefined);
  return showPage(context, {
    title: 'Audit log',
    nav: '/audit',
    body: markup`<div class="page-head"><div><h1>Audit log</h1><p class="soft">Who changed what, newest first.</p></div></div>
${filters(asked, names)}
${asked.subject && markup`<p class="soft">Only about <code>${asked.subject}</code>. <a href="/audit">Show all</a>.</p>`}
${
  list.items.length === 0
    ? markup`<div class="empty"><h2>No entry fits</h2><p>${isFiltered ? markup`<a href="/audit">Show all entries</a>.` : 'Whatever is changed stands here.'}</p></div>`
    : markup`<ol class="cards audit">${list.items.map((entry) => row(entry, names))}</ol>`
}
${moreLink('/audit', asked, list, 'Earlier entries')}`,
  });
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
  const of = markup`<code>${short(subject)}</code>`;
  return markup`<li><div><p><b>${action}</b></p><p class="soft">${Object.entries(detail).map(([name, value]) => markup`<span class="detail">${name}: ${inWords(value)}</span> `)}</p></div>
<div><p>${page ? markup`<a href="${page}">${of}</a>` : of}</p></div><div><p>by ${names.get(actor) ?? actor}</p></div><div><p class="soft">${moment(at)}</p></div></li>`;
}

const SHORT_CHARACTERS = 8;
const LONGEST = 200;

/** Ids are long, and the link has all of it. */
function short(subject: string): string {
  return /^[0-9a-f-]{36}$/.test(subject) ? `${subject.slice(0, SHORT_CHARACTERS)}…` : subject;
}

function inWords(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
