import { z } from 'zod';
import { type Area, seenActively, seenByAll } from './area.ts';
import { Problem } from './problem.ts';

const GUIDES: Readonly<Record<string, string>> = {
  'care.txt': 'Wipe wood with a dry cloth.',
  'returns.txt': 'Within thirty days, with the receipt.',
};
/** The disk as far as the shop sees it. */
const DISK: Readonly<Record<string, string>> = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
  'etc/hosts': '127.0.0.1 localhost\n',
};
/** Backtracks without end on letters and no digit. */
const NESTED = /^(?:[a-z0-9]+ ?)+#$/i;
const POSTCODE = /^[a-z0-9 ]{3,10}$/i;

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What belongs to nobody: pages, guides, redirects. */
export const pages: Area = {
  switches: [
    ...seenActively(
      [
        'guide-traversal',
        'The name of a guide may lead out of its folder.',
        'GET /guides',
        ['path-traversal'],
      ],
      ['redirect-anywhere', 'A link leads on to wherever the query says.', 'GET /go', ['open-redirect']],
      [
        'postcode-regex',
        'A postcode is matched by an expression that backtracks without end.',
        'GET /delivery',
        ['regex-denial'],
      ],
    ),
    ...seenByAll([
      'search-markup',
      'The page of results writes what was searched as it is.',
      'GET /find',
      ['reflected-markup'],
    ]),
  ],
  add({ api, on }) {
    const guides = z.object({ items: z.array(z.object({ file: z.string() })) });
    api.add('GET /guides/list', { says: 'Names of guides', who: 'anyone', answers: guides }, () => ({
      items: Object.keys(GUIDES).map((file) => ({ file })),
    }));
    api.add(
      'GET /guides',
      {
        says: 'A guide',
        who: 'anyone',
        query: z.object({ file: z.string().max(200).meta({ example: 'care.txt' }) }),
      },
      ({ c, query: { file } }) => {
        const path = on('guide-traversal')
          ? new URL(`http://disk/srv/shop/guides/${file}`).pathname.slice(1)
          : `srv/shop/guides/${file}`;
        const text = DISK[path] ?? GUIDES[path.replace(/^srv\/shop\/guides\//, '')];
        if (text === undefined) throw new Problem(404, 'Not found');
        return c.text(text);
      },
    );
    api.add(
      'GET /go',
      {
        says: 'Leads on',
        who: 'anyone',
        query: z.object({ next: z.string().max(300).meta({ example: '/products' }) }),
      },
      ({ c, query: { next } }) => {
        const isInside = /^\/(?![/\\])[\w/-]*$/.test(next);
        return c.redirect(on('redirect-anywhere') || isInside ? next : '/');
      },
    );
    api.add(
      'GET /delivery',
      {
        says: 'Days until delivery',
        who: 'anyone',
        query: z.object({ postcode: z.string().max(120) }),
        answers: z.object({ days: z.int() }),
      },
      ({ query: { postcode } }) => {
        const isKnown = on('postcode-regex') ? NESTED.test(`${postcode}#`) : POSTCODE.test(postcode);
        if (!isKnown) throw new Problem(422, 'No such postcode');
        return { days: 3 };
      },
    );
    api.add(
      'GET /find',
      { says: 'Results as a page', who: 'anyone', query: z.object({ q: z.string().max(120) }) },
      ({ c, query: { q } }) => {
        const shown = on('search-markup') ? q : escaped(q);
        return c.html(`<!doctype html><title>Results</title><p>Nothing for ${shown}.</p>`);
      },
    );
  },
};
