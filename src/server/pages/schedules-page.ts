import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { counted } from '../../report/words.ts';
import { allows } from '../api/api-keys.ts';
import type { ScheduleView } from '../api/schedule-views.ts';
import { askedFor, idIn } from './address.ts';
import { queryOf } from './api-client.ts';
import { readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { apiNames } from './parts/api-names.ts';
import { confirmed, oneButton } from './parts/confirm.ts';
import { type List, moreLink } from './parts/list.ts';
import { moment } from './parts/time.ts';
import { when } from './parts/when.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Scans that start by themselves. */
export function schedulesPage() {
  return pageRouter()
    .get('/schedules', (context) => show(context))
    .post('/schedules/:id/pause', async (context) => {
      await readForm(context);
      await context.get('api').send('PATCH', pathOf(context), { enabled: false });
      return redirect(context, '/schedules', 'schedule-paused');
    })
    .post('/schedules/:id/resume', async (context) => {
      await readForm(context);
      await context.get('api').send('PATCH', pathOf(context), { enabled: true });
      return redirect(context, '/schedules', 'schedule-resumed');
    })
    .post('/schedules/:id/delete', async (context) => {
      await readForm(context);
      await context.get('api').send('DELETE', pathOf(context));
      return redirect(context, '/schedules', 'schedule-deleted');
    });
}

function pathOf(context: PageContext): string {
  return `/schedules/${idIn(context)}`;
}

async function show(context: PageContext): Promise<Response> {
  const asked = askedFor(context, 'api', 'cursor');
  const client = context.get('api');
  const list = await client.get<List<ScheduleView>>('/schedules', asked);
  const names = await apiNames(client, [
    ...list.items.map((one) => one.api),
    ...(asked.api ? [asked.api] : []),
  ]);
  const mayChange = allows(context.get('session').caller.scopes, 'scan');
  const of = asked.api && names.get(asked.api);
  const add = markup`<a class="button primary" href="/schedules/new${queryOf({ api: of && asked.api })}">Add a schedule</a>`;
  return showPage(context, {
    title: 'Schedules',
    nav: '/schedules',
    body: markup`<div class="page-head"><div><h1>Schedules</h1><p class="soft">${of ? markup`of <a href="/apis/${asked.api}">${of}</a>; <a href="/schedules">of all APIs</a>` : 'Scans that start by themselves.'}</p></div>${mayChange && list.items.length > 0 && add}</div>
${list.items.length === 0 ? nothing(mayChange, add) : markup`<ul class="cards">${list.items.map((one) => row(context, one, names, mayChange))}</ul>`}
${moreLink('/schedules', asked, list, 'Earlier schedules')}`,
  });
}

function nothing(mayChange: boolean, add: Markup): Markup {
  return markup`<div class="empty"><h2>No schedule yet</h2><p>A schedule scans an API every night, say, so that its score is tracked and <a href="/alerts">alerts</a> tell what became worse.</p>${mayChange && markup`<p>${add}</p>`}</div>`;
}

function row(
  context: PageContext,
  schedule: ScheduleView,
  names: ReadonlyMap<string, string>,
  mayChange: boolean,
): Markup {
  const { id, name, api, enabled, nextRunAt, timeZone, mode, settings } = schedule;
  const session = context.get('session');
  const kind = [mode, settings.quick && 'quick'].filter(Boolean).join(', ');
  return markup`<li${!enabled && markup` class="off"`}><div><h2><a href="/schedules/${id}">${name === schedule.cron ? when(schedule) : name}</a></h2><p><a href="/apis/${api}">${names.get(api) ?? 'an API'}</a>${kind && markup` <span class="soft">· ${kind} scans</span>`}</p></div>
<div><p>${when(schedule)}</p><p class="soft">${timeZone}</p></div>
<div><p>${enabled && nextRunAt !== null ? markup`next ${moment(nextRunAt)}` : markup`<span class="pill fair">paused</span>`}</p><p class="soft">${last(schedule)}</p></div>
${
  mayChange
    ? markup`<div class="row-actions">${oneButton(session, `/schedules/${id}/${enabled ? 'pause' : 'resume'}`, enabled ? 'Pause' : 'Resume', { of: name })}${confirmed(session, { action: `/schedules/${id}/delete`, says: 'Delete', of: name, explained: 'The scans that it started stay.', does: 'Delete the schedule' })}</div>`
    : markup`<div></div>`
}</li>`;
}

function last({ lastRunAt, lastScan, skipped }: ScheduleView): Markup {
  const missed = skipped > 0 && markup` · ${counted(skipped, 'run')} left out`;
  if (lastRunAt === null) return markup`not run yet${missed}`;
  const at = moment(lastRunAt);
  return markup`last ${lastScan === null ? at : markup`<a href="/scans/${lastScan}">${at}</a>`}${missed}`;
}
