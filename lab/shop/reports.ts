import { z } from 'zod';
import { matcher } from '../input-validation/ldap-injection.ts';
import { type Area, seenActively } from './area.ts';
import { Problem } from './problem.ts';

const FORMAT = z.enum(['csv', 'json']);
const STAFF = [
  { name: 'Edda', objectClass: 'person' },
  { name: 'Finn', objectClass: 'person' },
];
const LINE = z.string().min(1).max(200);

/** Does with `; echo a$((x*y))b` what a shell would, and with nothing else. */
function shell(command: string): string {
  const echoed = [...command.matchAll(/[;|&\n]\s*echo (\w*)\$\(\((\d+)\*(\d+)\)\)(\w*)/g)];
  return echoed
    .map(([, before, left, right, after]) => `${before}${Number(left) * Number(right)}${after}`)
    .join('\n');
}

/** Does with `{{x*y}}` what a template would. */
function template(text: string): string {
  return text.replace(/\{\{\s*(\d+)\s*\*\s*(\d+)\s*\}\}/g, (_all, left, right) =>
    String(Number(left) * Number(right)),
  );
}

/** What the shop works out for users: exports, cards, prices. */
export const reports: Area = {
  switches: seenActively(
    [
      'export-command',
      'The format of an export is joined into a command.',
      'POST /reports/export',
      ['command-injection'],
    ],
    [
      'note-template',
      'The text of a gift card is taken for a template.',
      'POST /gift-cards/preview',
      ['template-injection'],
    ],
    ['quote-code', 'A discount is evaluated as code.', 'POST /quotes', ['code-injection']],
    ['staff-ldap', 'The name is joined into a filter of the directory.', 'GET /staff', ['ldap-injection']],
  ),
  add({ api, on }) {
    const body = z.object({ format: FORMAT });
    const exported = z.object({ format: z.string(), log: z.string() });
    api.add(
      'POST /reports/export',
      {
        says: 'Exports the own orders',
        who: 'user',
        body,
        reads: on('export-command') ? z.object({ format: z.string() }) : body,
        answers: exported,
      },
      ({ body: { format } }) => ({
        format: 'csv',
        log: on('export-command') ? shell(`export --as ${format}`) : 'done',
      }),
    );
    api.add(
      'POST /gift-cards/preview',
      {
        says: 'How a gift card will look',
        who: 'anyone',
        body: z.object({ message: LINE }),
        answers: z.object({ text: z.string() }),
      },
      ({ body: { message } }) => ({
        text: on('note-template') ? template(`Dear friend, ${message}`) : `Dear friend, ${message}`,
      }),
    );
    const quote = z.object({
      price: z.int().min(1).max(1_000_000),
      discount: z
        .string()
        .max(200)
        .regex(/^\d{1,2}%$/),
    });
    api.add(
      'POST /quotes',
      {
        says: 'A price less a discount, such as 15%',
        who: 'anyone',
        body: quote,
        reads: on('quote-code') ? quote.extend({ discount: z.string().max(200) }) : quote,
        answers: z.object({ price: z.number() }),
      },
      ({ body: { price, discount } }) => {
        if (!on('quote-code'))
          return { price: Math.round(price * (1 - Number.parseInt(discount, 10) / 100)) };
        try {
          return { price: new Function('price', `return (${discount.replace(/%$/, '')})`)(price) };
        } catch {
          throw new Problem(422, 'No discount');
        }
      },
    );
    api.add(
      'GET /staff',
      {
        says: 'People of the shop',
        who: 'anyone',
        query: z.object({ name: z.string().max(60).meta({ example: 'Edda' }) }),
        answers: z.object({ items: z.array(z.object({ name: z.string() })) }),
      },
      ({ query: { name } }) => {
        const written = on('staff-ldap')
          ? name
          : name.replace(/[\\*()\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
        const people = STAFF.filter(matcher(`(&(objectClass=person)(name=${written}))`));
        return { items: people.map((one) => ({ name: one.name })) };
      },
    );
  },
};
