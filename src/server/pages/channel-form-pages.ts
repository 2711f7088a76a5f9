import { markup } from '../../report/html/markup.ts';
import type { ChannelView, ShownChannelView } from '../api/channel-views.ts';
import type { ChannelKind } from '../deliver/channel-settings.ts';
import { idIn } from './address.ts';
import { CHANNEL_FIELDS, channelFields, channelIn, formOfChannel, NEW_CHANNEL } from './channel-form.ts';
import { showSecret } from './channels-page.ts';
import { csrfField, type Form, readForm, versionField } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { isKind, KINDS, leadsTo } from './parts/channel-kinds.ts';
import { oneButton } from './parts/confirm.ts';
import { type Mistakes, mistakesNotice, mistakesOf, NO_MISTAKES } from './parts/mistakes.ts';
import { chooseKind, type Kinds, showNewOfKind } from './parts/of-kind.ts';
import { type PageContext, pageRouter } from './site.ts';

const OF_KINDS: Kinds<ChannelKind> = {
  path: '/channels',
  title: 'Channels',
  one: 'channel',
  question: 'Where are alerts to be sent?',
  kinds: KINDS,
};

/** Making and changing where alerts go. */
export function channelFormPages() {
  return pageRouter()
    .get('/channels/new', (context) => {
      const kind = context.req.query('kind');
      return isKind(kind) ? showNew(context, kind, NEW_CHANNEL) : chooseKind(context, OF_KINDS);
    })
    .post('/channels/new', async (context) => {
      const form = await readForm(context);
      const { kind } = form;
      if (!isKind(kind)) return chooseKind(context, OF_KINDS);
      try {
        const wanted = channelIn(kind, form, true);
        const made = await context.get('api').send<ShownChannelView>('POST', '/channels', wanted);
        if (made.secret !== null)
          return showSecret(context, made, 'How that is done, with examples, stands in docs/webhooks.md.');
        return redirect(context, `/channels/${made.id}`, 'channel-added');
      } catch (problem) {
        return showNew(context, kind, form, mistakesOf(problem, CHANNEL_FIELDS));
      }
    })
    .get('/channels/:id', async (context) => {
      const channel = await channelOf(context);
      return showEdit(context, channel, formOfChannel(channel));
    })
    .post('/channels/:id', async (context) => {
      const form = await readForm(context);
      const channel = await channelOf(context);
      try {
        const changes = channelIn(channel.settings.kind, form, false);
        await context.get('api').send('PATCH', `/channels/${channel.id}`, changes, form);
        return redirect(context, `/channels/${channel.id}`, 'channel-changed');
      } catch (problem) {
        return showEdit(context, channel, form, mistakesOf(problem, CHANNEL_FIELDS));
      }
    })
    .post('/channels/:id/delete', async (context) => {
      await readForm(context);
      const channel = await channelOf(context);
      try {
        await context.get('api').send('DELETE', `/channels/${channel.id}`);
        return redirect(context, '/channels', 'channel-deleted');
      } catch (problem) {
        return showEdit(context, channel, formOfChannel(channel), mistakesOf(problem, {}));
      }
    });
}

async function channelOf(context: PageContext): Promise<ChannelView> {
  return await context.get('api').get<ChannelView>(`/channels/${idIn(context)}`);
}

function showNew(context: PageContext, kind: ChannelKind, form: Form, mistakes = NO_MISTAKES): Response {
  return showNewOfKind(context, OF_KINDS, { kind, fields: channelFields(kind, form, mistakes), mistakes });
}

function showEdit(
  context: PageContext,
  channel: ChannelView,
  form: Form,
  mistakes: Mistakes = NO_MISTAKES,
): Response {
  const session = context.get('session');
  const { id, name, settings } = channel;
  const problem = mistakesNotice(mistakes);
  return showPage(context, {
    title: name,
    nav: '/channels',
    above: [{ title: 'Channels', path: '/channels' }],
    problem,
    body: markup`<div class="page-head"><div><h1>${name}</h1><p class="soft">${KINDS[settings.kind][0]} to ${leadsTo(channel)}</p></div>
<div class="actions">${oneButton(session, `/channels/${id}/test`, 'Send a test', { small: false })}<a class="button" href="/deliveries?channel=${id}">Deliveries</a></div></div>
<form method="post" action="/channels/${id}" class="panel stack">${csrfField(session)}${versionField(context, `/channels/${id}`)}
${channelFields(settings.kind, form, mistakes, channel)}
<div class="row"><button type="submit" class="primary">Save</button><a class="button" href="/channels">Cancel</a></div></form>
${
  settings.kind === 'webhook' &&
  markup`<section class="panel" aria-labelledby="signing"><h2 id="signing">Secret of its signatures</h2><p>A new one is shown once. For a day, what is sent is signed with the last one as well, so that your server can be told in peace.</p>${oneButton(session, `/channels/${id}/rotate`, 'Make a new secret')}</section>`
}
<section class="panel danger" aria-labelledby="delete"><h2 id="delete">Delete this channel</h2><p>The log of its deliveries goes with it. Alert rules that name it have to be changed first.</p>
<form method="post" action="/channels/${id}/delete">${csrfField(session)}<button type="submit" class="danger">Delete the channel</button></form></section>`,
  });
}
