import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import type { ScanEventView } from '../api/events.ts';
import type { ApiView, ScanView } from '../api/views.ts';
import type { ApiClient } from './api-client.ts';
import { csrfField } from './form.ts';
import { scanStatus } from './parts/scan-status.ts';
import { moment } from './parts/time.ts';
import type { PageContext } from './site.ts';

const AT_ONCE = 200;

interface Counts {
  done: number;
  failed: number;
  passed: number;
}

interface Progress {
  readonly last: number;
  readonly says: string;
  readonly rules: number;
  readonly done: number;
  readonly requests: number;
  readonly checks: ReadonlyMap<string, Counts>;
  readonly warnings: readonly string[];
}

/** A scan that waits or runs, as far as it is told by now; the script of the page adds what comes. */
export async function progress(context: PageContext, scan: ScanView, api: ApiView): Promise<Markup> {
  const client = context.get('api');
  const [told, titles] = await Promise.all([progressOf(client, scan.id), titlesOf(client)]);
  const session = context.get('session');
  const mayCancel = allows(session.caller.scopes, 'scan') && scan.cancelRequestedAt === null;
  const rows = [...new Set([...titles.keys(), ...told.checks.keys()])];
  return markup`<div class="page-head"><div><h1>Scan of ${api.name}</h1><p>${scanStatus(scan.status)} <span class="soft">since ${moment(scan.startedAt ?? scan.createdAt)}${scan.attempt > 1 && `, attempt ${scan.attempt}`}</span></p></div>
${mayCancel && markup`<form method="post" action="/scans/${scan.id}/cancel">${csrfField(session)}<button type="submit">Cancel the scan</button></form>`}</div>
<section class="panel" data-watch="${scan.id}" data-after="${told.last}" data-rules="${told.rules}" data-done="${told.done}" aria-label="Progress">
<p class="verdict" data-part="says" aria-live="polite">${scan.cancelRequestedAt === null ? told.says : 'Cancelling: what the scan made is removed'}</p>
<progress${told.rules > 0 && markup` max="${told.rules}" value="${told.done}"`} aria-label="Rules done">${told.done} of ${told.rules}</progress>
<p class="soft"><span data-part="rules">${told.rules > 0 ? `${told.done} of ${told.rules} rules` : ''}</span> · <span data-part="requests">${told.requests}</span> requests</p>
${told.warnings.map((says) => markup`<p class="note">${says}</p>`)}
<div class="scroll" tabindex="0" role="group" aria-label="Checks"><table class="progress-table"><thead><tr><th scope="col">Check</th><th scope="col">Rules done</th><th scope="col">Passed</th><th scope="col">With findings</th></tr></thead><tbody>${rows.map((id) => row(id, titles.get(id) ?? id, told.checks.get(id)))}</tbody></table></div></section>`;
}

function row(id: string, title: string, counts: Counts = { done: 0, failed: 0, passed: 0 }): Markup {
  return markup`<tr data-check="${id}"><th scope="row">${title}</th><td class="num" data-count="done">${counts.done}</td><td class="num" data-count="passed">${counts.passed}</td><td class="num bad" data-count="failed">${counts.failed}</td></tr>`;
}

async function progressOf(client: ApiClient, scan: string): Promise<Progress> {
  const checks = new Map<string, Counts>();
  const told = {
    ...{ last: 0, says: 'Waiting for a worker', rules: 0, done: 0, requests: 0 },
    warnings: [] as string[],
  };
  for (;;) {
    const path = `/scans/${encodeURIComponent(scan)}/events`;
    const { items } = await client.get<{ items: ScanEventView[] }>(path, { after: told.last });
    if (items.length === 0) return { ...told, checks };
    for (const event of items) {
      told.last = event.id;
      hear(event);
    }
  }

  function hear({ type, data }: ScanEventView): void {
    // A scan that begins again begins from nothing.
    if (type === 'started' || type === 'requeued') {
      checks.clear();
      told.done = 0;
      told.says = type === 'started' ? 'Started' : 'Waiting for a worker again';
    }
    if (type === 'discovering') told.says = 'Looking for documents and operations';
    if (type === 'warning') told.warnings.push(String(data.says));
    if (type === 'discovered') {
      told.rules = Number(data.rules);
      told.says = `${data.operations} operations found; checking them`;
    }
    if (type !== 'rule-done') return;
    const counts = checks.get(String(data.check)) ?? { done: 0, failed: 0, passed: 0 };
    checks.set(String(data.check), counts);
    counts.done += 1;
    if (data.status === 'failed' || data.status === 'passed') counts[data.status] += 1;
    told.done += 1;
    told.requests = Number(data.requests);
  }
}

/** Events know the ids of checks; the catalogue says how they are called. */
async function titlesOf(client: ApiClient): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const { items, next } = await client.get<{
      items: { check: { id: string; title: string } }[];
      next: string | null;
    }>('/rules', { limit: AT_ONCE, cursor });
    for (const { check } of items) titles.set(check.id, check.title);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return titles;
}
