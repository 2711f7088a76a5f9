import { z } from 'zod';
import { type Area, seenActively, seenByTwo, seenByTwoActively } from './area.ts';
import { found } from './store.ts';
import { NAME } from './views.ts';

const NEW = z.strictObject({ label: NAME, street: NAME, city: NAME });
const ADDRESS = z.object({
  id: z.int(),
  userId: z.int(),
  label: z.string(),
  street: z.string(),
  city: z.string(),
});
/** The disk as far as the shop's own XML parser sees it. */
const FILES: Readonly<Record<string, string>> = { 'file:///etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n' };

/** Where orders go. */
export const addresses: Area = {
  switches: [
    ...seenByTwo([
      'address-read-by-anyone',
      'Any address is shown to whoever is logged in.',
      'GET /addresses/{id}',
      ['foreign-object-served', 'neighbour-object-served'],
    ]),
    ...seenByTwoActively(
      [
        'address-put-unchecked',
        'Any address is replaced by whoever is logged in.',
        'PUT /addresses/{id}',
        ['foreign-object-written'],
      ],
      [
        'address-put-without-login',
        'Any address is replaced by whoever asks.',
        'PUT /addresses/{id}',
        ['anonymous-object-written', 'unauthenticated-operation'],
      ],
      [
        'address-delete-by-anyone',
        'Any address is removed by whoever is logged in.',
        'DELETE /addresses/{id}',
        ['foreign-object-written'],
      ],
    ),
    ...seenActively([
      'preview-xxe',
      'The preview resolves entities of the document.',
      'POST /addresses/preview',
      ['xml-external-entity'],
    ]),
  ],
  add({ api, store, on }) {
    const { addresses: table } = store;
    const one = { who: 'user', answers: ADDRESS } as const;
    const list = z.object({ items: z.array(ADDRESS) });
    api.add('GET /addresses', { says: 'The own addresses', who: 'user', answers: list }, ({ user }) => ({
      items: table.all().filter(({ userId }) => userId === user.id),
    }));
    api.add('GET /addresses/{id}', { ...one, says: 'One address' }, ({ user, id }) =>
      found(table, id(), on('address-read-by-anyone') ? undefined : user),
    );
    api.add(
      'POST /addresses',
      { ...one, says: 'Adds an address', body: NEW, status: 201 },
      ({ user, body }) => table.add({ ...body, userId: user.id }),
    );
    const isOpen = on('address-put-without-login');
    api.add(
      'PUT /addresses/{id}',
      { ...one, says: 'Replaces an address', body: NEW, ...(isOpen ? { guard: 'anyone' as const } : {}) },
      (call) => {
        const isFree = isOpen || on('address-put-unchecked');
        return Object.assign(found(table, call.id(), isFree ? undefined : call.user), call.body);
      },
    );
    api.add('DELETE /addresses/{id}', { says: 'Removes an address', who: 'user' }, ({ user, id }) => {
      table.remove(found(table, id(), on('address-delete-by-anyone') ? undefined : user).id);
    });
    api.add(
      'POST /addresses/preview',
      {
        says: 'Reads an address out of a document, and shows it',
        who: 'user',
        takes: 'application/xml',
        body: z.object({ label: NAME, street: NAME, city: NAME }),
        reads: z.string().max(4_000),
        answers: z.object({ label: z.string(), street: z.string(), city: z.string() }),
      },
      ({ body }) => {
        const address = /<!ENTITY (\w+) SYSTEM "([^"]*)">/.exec(body);
        const entity = on('preview-xxe') ? (FILES[address?.[2] ?? ''] ?? '') : '';
        const read = (name: string) => {
          const text = new RegExp(`<${name}>([^<]{0,80})</${name}>`).exec(body)?.[1] ?? '';
          return on('preview-xxe') ? text.replace(`&${address?.[1]};`, entity) : text.replace(/&\w+;/g, '');
        };
        return { label: read('label'), street: read('street'), city: read('city') };
      },
    );
  },
};
