import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /people': { parameters: [query('uid', {}, { example: 'ada' })] } });

type Entry = Readonly<Record<string, string>>;
const ENTRIES: Entry[] = [
  { uid: 'ada', objectClass: 'person', mail: 'ada@lab.example' },
  { uid: 'bob', objectClass: 'person', mail: 'bob@lab.example' },
];

/** A filter of RFC 4515, as far as a toy needs it. @throws SyntaxError */
export function matcher(filter: string): (entry: Entry) => boolean {
  let at = 0;
  const fail = () => new SyntaxError(`Bad search filter at ${at}`);
  function term(): (entry: Entry) => boolean {
    if (filter[at] !== '(') throw fail();
    at += 1;
    const sign = filter[at] ?? '';
    if ('&|!'.includes(sign)) {
      at += 1;
      const parts: ((entry: Entry) => boolean)[] = [];
      while (filter[at] === '(') parts.push(term());
      close();
      if (sign === '!') return (entry) => !parts[0]?.(entry);
      return (entry) =>
        sign === '&' ? parts.every((part) => part(entry)) : parts.some((part) => part(entry));
    }
    const [, name = '', value = ''] = /^([\w-]+)=([^()]*)/.exec(filter.slice(at)) ?? [];
    if (name === '') throw fail();
    at += name.length + 1 + value.length;
    close();
    return (entry) => (value === '*' ? name in entry : entry[name] === value);
  }
  function close() {
    if (filter[at] !== ')') throw fail();
    at += 1;
  }
  return term();
}

const answering = (written: (uid: string) => string): LabApp => ({
  openapi,
  routes: new Hono().get('/people', (c) => {
    try {
      return c.json(
        ENTRIES.filter(matcher(`(&(objectClass=person)(uid=${written(c.req.query('uid') ?? '')}))`)),
      );
    } catch {
      return c.json([]);
    }
  }),
});

export const joined = answering((uid) => uid);
export const escaped = answering((uid) =>
  uid.replace(/[\\*()\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`),
);
