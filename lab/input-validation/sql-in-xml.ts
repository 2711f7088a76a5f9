import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { rowsWhere } from './tiny-conditions.ts';

const ROWS = [
  { id: '1', name: 'ada' },
  { id: '2', name: 'bob' },
];

const joined = (value: string) => {
  try {
    return rowsWhere(ROWS, `name = '${value}'`, 'sql');
  } catch {
    return [];
  }
};
const bound = (value: string) => ROWS.filter(({ name }) => name === value);

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

type Find = (value: string) => readonly Readonly<Record<string, string>>[];

const app = (path: string, content: object, find: Find, value: RegExp): LabApp => ({
  openapi: documented({
    [`POST ${path}`]: { requestBody: { content: { 'text/xml': content } } },
    'GET /ping': {},
  }),
  routes: new Hono()
    .get('/ping', (c) => c.json({ ok: true }))
    .post(path, async (c) => {
      const asked = value.exec(await c.req.text())?.[1];
      if (asked === undefined) return c.json({ error: 'malformed' }, 400);
      const found = find(unescaped(asked)).map(({ id, name }) => `<person id="${id}">${name}</person>`);
      return c.body(`<people>${found.join('')}</people>`, 200, { 'Content-Type': 'text/xml' });
    }),
});

/** The name is an attribute of a root that has a name of its own. */
const searching = (find: Find) =>
  app(
    '/people/search',
    {
      schema: {
        type: 'object',
        xml: { name: 'PersonQuery' },
        properties: { name: { type: 'string', example: 'nobody', xml: { attribute: true } } },
      },
    },
    find,
    /^<PersonQuery name="([^"<]*)">/,
  );

/** SOAP: one address, and the function that is called stands in the body of the envelope. */
const soap = (find: Find) =>
  app(
    '/ws',
    {
      example:
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><GetPerson><name>nobody</name></GetPerson></soap:Body></soap:Envelope>',
    },
    find,
    /<GetPerson><name>([^<]*)<\/name><\/GetPerson>/,
  );

/** XML-RPC: the function is named, its values stand in a list. */
const xmlRpc = (find: Find) =>
  app(
    '/RPC2',
    {
      example:
        '<?xml version="1.0"?><methodCall><methodName>people.getByName</methodName><params><param><value><string>nobody</string></value></param></params></methodCall>',
    },
    find,
    /<methodName>people\.getByName<\/methodName>.*<string>([^<]*)<\/string>/,
  );

export const inAttribute = searching(joined);
export const boundInAttribute = searching(bound);
export const inSoap = soap(joined);
export const boundInSoap = soap(bound);
export const inXmlRpc = xmlRpc(joined);
export const boundInXmlRpc = xmlRpc(bound);
