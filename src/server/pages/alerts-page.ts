import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { counted } from '../../report/words.ts';
import type { AlertRuleView } from '../api/alert-rules.ts';
import { allows } from '../api/api-keys.ts';
import type { ChannelView } from '../api/channel-views.ts';
import type { Message } from '../deliver/message.ts';
import { askedFor, idIn } from './address.ts';
import { readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { apiNames } from './parts/api-names.ts';
import { conditionInWords } from './parts/conditions.ts';
import { confirmed, oneButton } from './parts/confirm.ts';
import { severityBadge } from './parts/grade.ts';
import { allOf, type List, moreLink } from './parts/list.ts';
import { moment } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Rules that raise alerts, and the alerts that were raised. */
export function alertsPage() {
  return pageRouter()
    .get('/alerts', (context) => show(context))
    .post('/alert-rules/:id/pause', (context) => turn(context, false))
    .post('/alert-rules/:id/resume', (context) => turn(context, true))
    .post('/alert-rules/:id/delete', async (context) => {
      await readForm(context);
      await context.get('api').send('DELETE', pathOf(context));
      return redirect(context, '/alerts', 'alert-rule-deleted');
    });
}

function pathOf(context: PageContext): string {
  return `/alert-rules/${idIn(context)}`;
}

async function turn(context: PageContext, enabled: boolean): Promise<Response> {
  await readForm(context);
  await context.get('api').send('PATCH', pathOf(context), { enabled });
  return redirect(context, '/alerts', 'alert-rule-changed');
}

async function show(context: PageContext): Promise<Response> {
  const asked = askedFor(context, 'api', 'cursor');
  const client = context.get('api');
  const [rules, alerts, channels] = await Promise.all([
    allOf<AlertRuleView>(client, '/alert-rules'),
    client.get<List<Message>>('/alerts', { ...asked, limit: 20 }),
    client.get<{ items: ChannelView[] }>('/channels'),
  ]);
  const names = await apiNames(client, [
    ...rules.items.flatMap((rule) => rule.api ?? []),
    ...(asked.api ? [asked.api] : []),
  ]);
  const of = asked.api && names.get(asked.api);
  const mayChange = allows(context.get('session').caller.scopes, 'scan');
  const add = markup`<a class="button primary" href="/alert-rules/new">Add an alert rule</a>`;
  return showPage(context, {
    title: 'Alerts',
    nav: '/alerts',
    body: markup`<div class="page-head"><div><h1>Alerts</h1><p class="soft">Rules are checked after each scan; alerts go to <a href="/channels">channels</a>.</p></div>${mayChange && rules.items.length > 0 && add}</div>
<h2>Rules</h2>
${
  rules.items.length === 0
    ? noRules(mayChange, channels.items.length > 0, add)
    : markup`<ul class="cards">${rules.items.map((rule) => row(context, rule, { names, channels: channels.items, mayChange }))}</ul>`
}
<section aria-labelledby="recent"><h2 id="recent">Recent alerts${of && ` of ${of}`}</h2>
${alerts.items.length === 0 ? markup`<p class="soft">Nothing yet.</p>` : markup`<ol class="cards">${alerts.items.map(told)}</ol>`}
${moreLink('/alerts', asked, alerts, 'Earlier alerts')}</section>`,
  });
}

function noRules(mayChange: boolean, hasChannel: boolean, add: Markup): Markup {
  const first = markup`<p>First say where alerts go.</p><p><a class="button primary" href="/channels/new">Add a channel</a></p>`;
  return markup`<div class="empty"><h2>No alert rule yet</h2><p>Be told of a new grave finding, a worse grade, a lost login, or a certificate that expires.</p>${mayChange && (hasChannel ? markup`<p>${add}</p>` : first)}</div>`;
}

interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly channels: readonly ChannelView[];
  readonly mayChange: boolean;
}

function row(context: PageContext, rule: AlertRuleView, { names, channels, mayChange }: Known): Markup {
  const { id, name, api, label, enabled, condition } = rule;
  const session = context.get('session');
  const to = rule.channels.map((one) => channels.find((channel) => channel.id === one)?.name ?? 'a channel');
  return markup`<li${!enabled && markup` class="off"`}><div><h3><a href="/alert-rules/${id}">${name}</a></h3><p>${conditionInWords(condition)}</p></div>
<div><p>${api !== null ? markup`<a href="/apis/${api}">${names.get(api) ?? 'an API'}</a>` : label !== null ? markup`APIs with the label <a class="tag" href="/?label=${encodeURIComponent(label)}">${label}</a>` : 'all APIs'}</p></div>
<div><p class="soft">to ${to.join(', ')}</p>${!enabled && markup`<span class="pill fair">paused</span>`}</div>
${
  mayChange
    ? markup`<div class="row-actions">${oneButton(session, `/alert-rules/${id}/${enabled ? 'pause' : 'resume'}`, enabled ? 'Pause' : 'Resume', { of: name })}${confirmed(session, { action: `/alert-rules/${id}/delete`, says: 'Delete', of: name, explained: 'Alerts that it raised stay.', does: 'Delete the rule' })}</div>`
    : markup`<div></div>`
}</li>`;
}

const SHOWN_ITEMS = 3;

function told({ title, at, api, items, more, rule, now }: Message): Markup {
  const left = items.length - SHOWN_ITEMS + more;
  return markup`<li class="alert"><div><h3>${title}</h3>${items.slice(0, SHOWN_ITEMS).map((item) => markup`<p>${item.severity && markup`${severityBadge(item.severity)} `}${item.title}${item.where && markup` <code>${item.where}</code>`}</p>`)}${left > 0 && markup`<p class="soft">and ${counted(left, 'more finding')}</p>`}</div>
<div>${api && markup`<p><a href="/apis/${api.id}">${api.name}</a></p>`}</div><div><p class="soft">${rule && `by “${rule.name}”`}</p></div><div><p>${now ? markup`<a href="/scans/${now.scan}">${moment(at)}</a>` : moment(at)}</p></div></li>`;
}
