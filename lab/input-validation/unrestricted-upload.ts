import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Kept {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: string;
}

interface Manners {
  /** Why a file is not taken; undefined where it is. */
  readonly refuses?: (file: File) => boolean;
  readonly typeOf?: (kept: Kept) => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly removes?: boolean;
  /** What a file is called from then on; as it was sent where left out. */
  readonly nameOf?: (id: number, sent: string) => string;
}

export interface Files extends LabApp {
  left(): number;
}

/** Takes files, lists and shows what it knows of them, and serves their content. */
export function files({
  refuses = () => false,
  typeOf = ({ type }) => type,
  headers = {},
  removes = true,
  nameOf = (_id, sent) => sent,
}: Manners): Files {
  const kept = new Map<number, Kept>();
  let next = 1;
  const one = { parameters: [pathParameter('id', '1', { type: 'integer' })] };
  const form = {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' } },
  };
  const told = ({ id, name, type }: Kept) => ({ id, name, type, content: `/files/${id}/content` });
  return {
    left: () => kept.size,
    openapi: documented({
      'GET /files': {},
      'POST /files': { requestBody: { content: { 'multipart/form-data': { schema: form } } } },
      'GET /files/{id}': one,
      ...(removes ? { 'DELETE /files/{id}': one } : {}),
      'GET /files/{id}/content': one,
    }),
    routes: new Hono()
      .get('/files', (c) => c.json([...kept.values()].map(told)))
      .post('/files', async (c) => {
        const { file } = await c.req.parseBody();
        if (!(file instanceof File) || refuses(file)) return c.json({ error: 'type' }, 415);
        const added = { id: next, name: nameOf(next, file.name), type: file.type, bytes: await file.text() };
        next += 1;
        kept.set(added.id, added);
        return c.json(told(added), 201);
      })
      .get('/files/:id', (c) => {
        const found = kept.get(Number(c.req.param('id')));
        return found ? c.json(told(found)) : c.notFound();
      })
      .delete('/files/:id', (c) => c.body(null, kept.delete(Number(c.req.param('id'))) ? 204 : 404))
      .get('/files/:id/content', (c) => {
        const found = kept.get(Number(c.req.param('id')));
        return found ? c.body(found.bytes, 200, { 'Content-Type': typeOf(found), ...headers }) : c.notFound();
      }),
  };
}

const isMarkup = ({ type }: { readonly type: string }) => /html|svg|xml/.test(type);

export const anyType = files({});
export const svgOnly = files({ refuses: ({ type }) => /html/.test(type) || type === 'image/png' });
/** Believes the type that was sent with the file, and serves by its name. */
export const byName = files({
  refuses: isMarkup,
  typeOf: ({ name }) => (name.endsWith('.html') ? 'text/html' : 'image/png'),
});
export const imagesOnly = files({ refuses: ({ name, type }) => isMarkup({ type }) || !/\.png$/.test(name) });
export const asAttachment = files({ headers: { 'Content-Disposition': 'attachment' } });
/** Shown as a page whose scripts do not run. */
export const withoutScripts = files({ headers: { 'Content-Security-Policy': "default-src 'none'" } });
export const inSandbox = files({ headers: { 'Content-Security-Policy': 'sandbox' } });
export const asBytes = files({ typeOf: () => 'application/octet-stream' });
export const forGood = files({ removes: false });
