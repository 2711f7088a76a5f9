import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { counted } from '../../report/words.ts';
import { allows } from '../api/api-keys.ts';
import type { ChannelView, DeliveryDetailView, DeliveryView } from '../api/channel-views.ts';
import { DELIVERY_STATUSES } from '../store/monitoring-tables.ts';
import { askedFor, idIn } from './address.ts';
import { readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { oneButton } from './parts/confirm.ts';
import { type List, moreLink, scrolled } from './parts/list.ts';
import { chooser, type Option } from './parts/options.ts';
import { moment } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

const STATUSES: Readonly<Record<DeliveryView['status'], readonly [says: string, tone: string]>> = {
  queued: ['waiting', 'busy'],
  held: ['held', 'fair'],
  sent: ['sent', 'good'],
  failed: ['failed', 'bad'],
  dropped: ['dropped', 'soft'],
};
const SECONDS_TO_LOOK_AGAIN = 3;

/** What was sent to channels, what they answered, and sending it again. */
export function deliveriesPage() {
  return pageRouter()
    .get('/deliveries', (context) => showLog(context))
    .get('/deliveries/:id', async (context) => await showOne(context))
    .post('/deliveries/:id/again', async (context) => {
      await readForm(context);
      await context.get('api').send('POST', `${pathOf(context)}/redeliver`);
      return redirect(context, pathOf(context));
    });
}

function pathOf(context: PageContext): string {
  return `/deliveries/${idIn(context)}`;
}

async function channelNames(context: PageContext): Promise<ReadonlyMap<string, string>> {
  const { items } = await context.get('api').get<{ items: ChannelView[] }>('/channels');
  return new Map(items.map(({ id, name }) => [id, name]));
}

async function showLog(context: PageContext): Promise<Response> {
  const asked = askedFor(context, 'channel', 'status', 'cursor');
  const [list, names] = await Promise.all([
    context.get('api').get<List<DeliveryView>>('/deliveries', asked),
    channelNames(context),
  ]);
  const isFiltered = asked.channel !== undefined || asked.status !== undefined;
  return showPage(context, {
    title: 'Deliveries',
    nav: '/channels',
    above: [{ title: 'Channels', path: '/channels' }],
    body: markup`<div class="page-head"><div><h1>Deliveries</h1><p class="soft">What was sent, newest first. What fails is tried again for a day.</p></div></div>
<form class="filters" method="get" action="/deliveries">
${chooser('Channel', 'channel', [['', 'all'], ...names], asked.channel)}
${chooser('Status', 'status', [['', 'all'], ...DELIVERY_STATUSES.map((one): Option => [one, STATUSES[one][0]])], asked.status)}
<button type="submit">Show</button></form>
${
  list.items.length === 0
    ? markup`<div class="empty"><h2>${isFiltered ? 'No delivery fits' : 'Nothing was sent yet'}</h2><p>${isFiltered ? markup`<a href="/deliveries">Show all deliveries</a>.` : markup`Send a test from the page of a <a href="/channels">channel</a>.`}</p></div>`
    : markup`<section class="panel" aria-label="Deliveries">${scrolled('Deliveries', markup`<table><thead><tr><th scope="col">Made</th><th scope="col">What</th><th scope="col">Channel</th><th scope="col">Status</th><th scope="col">Attempts</th></tr></thead><tbody>${list.items.map((one) => row(one, names))}</tbody></table>`)}</section>`
}
${moreLink('/deliveries', asked, list, 'Earlier deliveries')}`,
  });
}

function row(delivery: DeliveryView, names: ReadonlyMap<string, string>): Markup {
  const { id, createdAt, channel, attempts, error, status } = delivery;
  return markup`<tr><th scope="row"><a href="/deliveries/${id}">${moment(createdAt)}</a></th><td>${titleOf(delivery)}${error && status !== 'sent' && markup`<br><span class="soft">${error}</span>`}</td><td>${names.get(channel) ?? ''}</td><td>${statusOf(delivery)}</td><td class="num">${attempts}</td></tr>`;
}

function titleOf({ messages, kind }: DeliveryView): string {
  const [first, ...more] = messages;
  if (first === undefined) return kind;
  return more.length === 0 ? first.title : `${first.title}, and ${counted(more.length, 'more message')}`;
}

function statusOf({ status }: DeliveryView): Markup {
  const [says, tone] = STATUSES[status];
  return markup`<span class="pill ${tone}">${says}</span>`;
}

async function showOne(context: PageContext): Promise<Response> {
  const [delivery, names] = await Promise.all([
    context.get('api').get<DeliveryDetailView>(pathOf(context)),
    channelNames(context),
  ]);
  const { id, status, channel, createdAt, sentAt, nextAttemptAt, error, body, log } = delivery;
  const session = context.get('session');
  const name = names.get(channel) ?? 'a channel';
  const mayAct = allows(session.caller.scopes, 'scan');
  // Not what waits for hours: somebody reads that page in peace.
  const isSoon =
    status === 'queued' && (nextAttemptAt === null || Date.parse(nextAttemptAt) < Date.now() + 60_000);
  return showPage(context, {
    title: 'Delivery',
    nav: '/channels',
    above: [
      { title: 'Channels', path: '/channels' },
      { title: 'Deliveries', path: `/deliveries?channel=${channel}` },
    ],
    ...(isSoon ? { refreshSeconds: SECONDS_TO_LOOK_AGAIN } : {}),
    body: markup`<div class="page-head"${isSoon && markup` data-look-again="${SECONDS_TO_LOOK_AGAIN}"`}><div><h1>${titleOf(delivery)}</h1><p>${statusOf(delivery)} <span class="soft">to ${name}</span></p></div>
${mayAct && status !== 'queued' && markup`<div class="actions">${oneButton(session, `/deliveries/${id}/again`, 'Send it again', { small: false })}</div>`}</div>
${verdict(delivery, name)}
<section class="panel" aria-label="Delivery"><dl class="said"><dt>Made</dt><dd>${moment(createdAt)}</dd>${sentAt && markup`<dt>Sent</dt><dd>${moment(sentAt)}</dd>`}${nextAttemptAt && status !== 'sent' && markup`<dt>Next attempt</dt><dd>${moment(nextAttemptAt)}</dd>`}${error && markup`<dt>Last problem</dt><dd>${error}</dd>`}<dt>Id</dt><dd><code>${id}</code> <span class="soft">the same when it is sent again: receivers know it by that</span></dd></dl></section>
<section class="panel" aria-labelledby="attempts"><h2 id="attempts">Attempts</h2>${attempts(log)}</section>
${body !== null && markup`<section class="panel" aria-labelledby="body"><h2 id="body">What was sent</h2><pre class="body" tabindex="0"><code>${pretty(body)}</code></pre></section>`}`,
  });
}

/** Whether it worked, in a sentence. */
function verdict({ status, kind, log, nextAttemptAt, error }: DeliveryDetailView, channel: string): Markup {
  const it = kind === 'test' ? 'The test' : 'It';
  const last = log.at(-1);
  const why = error && `: ${error}`;
  const says = {
    sent: markup`${it} arrived: ${channel} took it${last?.status && ` (${last.status})`}.`,
    failed: markup`${it} did not arrive${why}. It is not tried again by itself.`,
    dropped: markup`${it} was not sent${why}.`,
    held: markup`${it} is held back${nextAttemptAt && markup` until ${moment(nextAttemptAt)}`}, as the channel says.`,
    queued:
      last === undefined
        ? markup`${it} is on its way. This page follows it.`
        : markup`${it} has not arrived yet${why}. ${nextAttemptAt && markup`Next attempt: ${moment(nextAttemptAt)}.`}`,
  }[status];
  const tone = { sent: 'good', failed: 'bad', dropped: 'bad', held: 'fair', queued: last ? 'bad' : 'fair' }[
    status
  ];
  return markup`<p class="notice ${tone}" role="status">${says}</p>`;
}

function attempts(log: DeliveryDetailView['log']): Markup {
  if (log.length === 0) return markup`<p class="soft">None yet.</p>`;
  return markup`<ol class="attempts" reversed>${log
    .toReversed()
    .map(
      ({ at, status, durationMs, answer, error }) =>
        markup`<li><p>${moment(at)} · ${status === null ? markup`<b class="bad">no answer</b>` : markup`<b class="${status < 300 ? 'good' : 'bad'}">${status}</b>`} <span class="soft">after ${durationMs} ms</span></p>${error && markup`<p class="bad">${error}</p>`}${answer && markup`<pre class="body" tabindex="0"><code>${answer}</code></pre>`}</li>`,
    )}</ol>`;
}

/** JSON on lines of its own; mail as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
