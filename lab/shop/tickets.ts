import { z } from 'zod';
import { type Area, seenActively, seenByTwo, seenByTwoActively } from './area.ts';
import { found } from './store.ts';
import { NUMBER, TEXT } from './views.ts';

const MESSAGE = z.object({ from: z.int(), text: z.string() });
const TICKET = z.object({ id: z.int(), userId: z.int(), subject: z.string(), messages: z.array(MESSAGE) });
const NEW = z.object({ subject: TEXT });

/** Questions to the people of the shop. */
export const tickets: Area = {
  switches: [
    ...seenByTwo([
      'ticket-read-by-anyone',
      'Any ticket is shown to whoever is logged in.',
      'GET /tickets/{id}',
      ['foreign-object-served', 'neighbour-object-served'],
    ]),
    ...seenByTwoActively(
      [
        'ticket-reply-by-anyone',
        'Whoever is logged in writes below any ticket.',
        'POST /tickets/{id}/messages',
        ['foreign-object-written'],
      ],
      [
        'ticket-delete-by-anyone',
        'Any ticket is removed by whoever is logged in.',
        'DELETE /tickets/{id}',
        ['foreign-object-written'],
      ],
    ),
    ...seenActively(
      [
        'ticket-owner-of-body',
        'A new ticket belongs to the user that the body names.',
        'POST /tickets',
        ['mass-assignment', 'foreign-object-written', 'object-made-for-another'],
      ],
      [
        'ticket-null-body-500',
        'A ticket of null breaks the handler.',
        'POST /tickets',
        ['ordinary-request-error', 'unhandled-parameter-error'],
      ],
    ),
  ],
  add({ api, store, on }) {
    const { tickets: table } = store;
    const one = { who: 'user', answers: TICKET } as const;
    api.add(
      'GET /tickets',
      { says: 'The own tickets', who: 'user', answers: z.object({ items: z.array(TICKET) }) },
      ({ user }) => ({
        items: table.all().filter(({ userId }) => userId === user.id),
      }),
    );
    api.add('GET /tickets/{id}', { ...one, says: 'One ticket' }, ({ user, id }) =>
      found(table, id(), on('ticket-read-by-anyone') ? undefined : user),
    );
    const wide = on('ticket-owner-of-body') ? NEW.extend({ userId: NUMBER.optional() }) : NEW;
    const reads = on('ticket-null-body-500') ? wide.or(z.null()) : wide;
    api.add(
      'POST /tickets',
      { ...one, says: 'Asks for help', body: NEW, reads, status: 201 },
      ({ user, body }) => {
        const { subject, userId = user.id } = body as { subject: string; userId?: number };
        return table.add({ subject, userId, messages: [] });
      },
    );
    api.add(
      'POST /tickets/{id}/messages',
      { ...one, says: 'Writes below a ticket', body: z.object({ text: TEXT }), status: 201 },
      ({ user, id, body }) => {
        const ticket = found(table, id(), on('ticket-reply-by-anyone') ? undefined : user);
        ticket.messages = [...ticket.messages, { from: user.id, text: body.text }].slice(-50);
        return ticket;
      },
    );
    api.add('DELETE /tickets/{id}', { says: 'Removes a ticket', who: 'user' }, ({ user, id }) => {
      table.remove(found(table, id(), on('ticket-delete-by-anyone') ? undefined : user).id);
    });
  },
};
