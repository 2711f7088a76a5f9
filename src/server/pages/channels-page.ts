import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import type { ChannelView, DeliveryView, ShownChannelView } from '../api/channel-views.ts';
import { idIn } from './address.ts';
import { readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { KINDS, leadsTo } from './parts/channel-kinds.ts';
import { oneButton } from './parts/confirm.ts';
import { shownOnce } from './parts/shown-once.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Where alerts go. */
export function channelsPage() {
  return pageRouter()
    .get('/channels', (context) => show(context))
    .post('/channels/:id/test', async (context) => {
      await readForm(context);
      const sent = await context.get('api').send<DeliveryView>('POST', `${pathOf(context)}/test`);
      return redirect(context, `/deliveries/${sent.id}`);
    })
    .post('/channels/:id/rotate', async (context) => {
      await readForm(context);
      const channel = await context
        .get('api')
        .send<ShownChannelView>('POST', `${pathOf(context)}/rotate-secret`);
      return showSecret(
        context,
        channel,
        'For a day from now, what is sent is signed with the last secret as well.',
      );
    });
}

/** Of a webhook: no page shows it again. */
export function showSecret(context: PageContext, channel: ShownChannelView, more: string): Response {
  const { id, name, secret } = channel;
  return showPage(context, {
    title: 'Secret of the webhook',
    nav: '/channels',
    above: [
      { title: 'Channels', path: '/channels' },
      { title: name, path: `/channels/${id}` },
    ],
    body: markup`<h1>${name}</h1>
${shownOnce('Secret of its signatures', secret ?? '', markup`With it your server checks the header <code>X-Middlebrick-Signature</code>. ${more}`)}
<div class="row">${oneButton(context.get('session'), `/channels/${id}/test`, 'Send a test', { primary: true, small: false })}<a class="button" href="/channels">To the channels</a></div>`,
  });
}

function pathOf(context: PageContext): string {
  return `/channels/${idIn(context)}`;
}

async function show(context: PageContext): Promise<Response> {
  const { items } = await context.get('api').get<{ items: ChannelView[] }>('/channels');
  const session = context.get('session');
  const mayChange = allows(session.caller.scopes, 'admin');
  const add = markup`<a class="button primary" href="/channels/new">Add a channel</a>`;
  return showPage(context, {
    title: 'Channels',
    nav: '/channels',
    body: markup`<div class="page-head"><div><h1>Channels</h1><p class="soft">Where <a href="/alerts">alerts</a> are sent. What was sent stands in the <a href="/deliveries">delivery log</a>.</p></div>${mayChange && items.length > 0 && add}</div>
${
  items.length === 0
    ? markup`<div class="empty"><h2>No channel yet</h2><p>Have alerts sent to a webhook, Slack, Microsoft Teams, by e-mail, or as GitHub issues.</p>${mayChange ? markup`<p>${add}</p>` : markup`<p class="soft">Somebody whose key has the scope “admin” can add one.</p>`}</div>`
    : markup`<ul class="cards">${items.map((channel) => {
        const { id, name, settings, enabled, digest, quietHours } = channel;
        return markup`<li${!enabled && markup` class="off"`}><div><h2>${mayChange ? markup`<a href="/channels/${id}">${name}</a>` : name}</h2><p class="soft">${leadsTo(channel)}</p></div>
<div><p>${KINDS[settings.kind][0]}</p><p class="soft"><a href="/deliveries?channel=${id}">Deliveries</a></p></div>
<div><p>${enabled ? HOW_OFTEN[digest] : markup`<span class="pill fair">paused</span>`}</p>${quietHours && markup`<p class="soft">quiet ${quietHours.from}–${quietHours.to}</p>`}</div>
<div class="row-actions">${mayChange && oneButton(session, `/channels/${id}/test`, 'Send a test', { of: `to ${name}` })}</div></li>`;
      })}</ul>`
}`,
  });
}

const HOW_OFTEN: Readonly<Record<ChannelView['digest'], string>> = {
  'at-once': 'at once',
  hourly: 'every hour',
  daily: 'once a day',
};
