import { z } from 'zod';
import { type Area, seenActively, seenByTwo, seenByTwoActively } from './area.ts';
import { expectPublic, fetched } from './fetched.ts';
import { Problem } from './problem.ts';
import { found } from './store.ts';
import { NAME } from './views.ts';

const URL_TEXT = z.url().max(300);
const NEW = z.object({ label: NAME, url: URL_TEXT });
const WEBHOOK = z.object({ id: z.int(), userId: z.int(), label: z.string(), url: z.string() });

/** Addresses of others that are told of orders, and pictures of others that are shown. */
export const webhooks: Area = {
  switches: [
    ...seenByTwo([
      'webhook-read-by-anyone',
      'Any webhook is shown to whoever is logged in.',
      'GET /webhooks/{id}',
      ['foreign-object-served', 'neighbour-object-served'],
    ]),
    ...seenByTwoActively([
      'webhook-delete-by-anyone',
      'Any webhook is removed by whoever is logged in.',
      'DELETE /webhooks/{id}',
      ['foreign-object-written'],
    ]),
    ...seenActively(
      [
        'webhook-ssrf',
        'A new webhook is called at once, wherever it leads.',
        'POST /webhooks',
        ['server-side-fetch'],
      ],
      [
        'webhook-test-ssrf',
        'A webhook is kept wherever it leads, called when it is tried out, and its answer shown.',
        'POST /webhooks',
        ['server-side-fetch', 'fetched-content-echoed'],
      ],
      [
        'avatar-ssrf',
        'A picture is fetched from wherever the body says.',
        'PUT /me/avatar',
        ['server-side-fetch', 'fetched-content-echoed'],
      ],
      [
        'preview-ssrf',
        'A preview is fetched from wherever the query says.',
        'GET /preview',
        ['server-side-fetch', 'fetched-content-echoed'],
      ],
      [
        'preview-ssrf-spelled',
        'A preview refuses the common spelling of loopback, and no other.',
        'GET /preview',
        ['server-side-fetch', 'fetched-content-echoed'],
      ],
    ),
  ],
  add({ api, store, on }) {
    const { webhooks: table } = store;
    const one = { who: 'user', answers: WEBHOOK } as const;
    const expect = (name: string, url: string) => (on(name) ? undefined : expectPublic(url));
    const isLoose = on('webhook-ssrf') || on('webhook-test-ssrf');
    api.add(
      'GET /webhooks',
      { says: 'The own webhooks', who: 'user', answers: z.object({ items: z.array(WEBHOOK) }) },
      ({ user }) => ({
        items: table.all().filter(({ userId }) => userId === user.id),
      }),
    );
    api.add('GET /webhooks/{id}', { ...one, says: 'One webhook' }, ({ user, id }) =>
      found(table, id(), on('webhook-read-by-anyone') ? undefined : user),
    );
    api.add(
      'POST /webhooks',
      { ...one, says: 'Adds a webhook', body: NEW, status: 201 },
      async ({ user, body }) => {
        if (!isLoose) expectPublic(body.url);
        if (on('webhook-ssrf')) await fetched(body.url);
        return table.add({ ...body, userId: user.id });
      },
    );
    api.add('DELETE /webhooks/{id}', { says: 'Removes a webhook', who: 'user' }, ({ user, id }) => {
      table.remove(found(table, id(), on('webhook-delete-by-anyone') ? undefined : user).id);
    });
    api.add(
      'POST /webhooks/{id}/test',
      {
        says: 'Tries a webhook out',
        who: 'user',
        answers: z.object({ queued: z.boolean(), answer: z.string().optional() }),
      },
      async ({ user, id }) => {
        const { url } = found(table, id(), user);
        return on('webhook-test-ssrf') ? { queued: false, answer: await fetched(url) } : { queued: true };
      },
    );
    api.add(
      'PUT /me/avatar',
      {
        says: 'Takes a picture from another address',
        who: 'user',
        body: z.object({ url: URL_TEXT }),
        answers: z.object({ queued: z.boolean(), picture: z.string().optional() }),
      },
      async ({ body: { url } }) => {
        expect('avatar-ssrf', url);
        return on('avatar-ssrf') ? { queued: false, picture: await fetched(url) } : { queued: true };
      },
    );
    api.add(
      'GET /preview',
      {
        says: 'What a link leads to',
        who: 'user',
        query: z.object({ url: URL_TEXT }),
        answers: z.object({ host: z.string(), text: z.string().optional() }),
      },
      async ({ query: { url } }) => {
        const { host, hostname } = new URL(url);
        if (on('preview-ssrf-spelled')) {
          if (/127\.0\.0\.1/.test(url)) throw new Problem(422, 'Not a public address');
        } else expect('preview-ssrf', url);
        const isFetched = on('preview-ssrf') || on('preview-ssrf-spelled');
        return isFetched ? { host, text: await fetched(url) } : { host: hostname };
      },
    );
  },
};
