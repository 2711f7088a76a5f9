import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const data = (value: object): LabApp => ({ routes: new Hono().get('/status', (c) => c.json(value)) });
export const namingUpstream = data({ paymentEndpoint: 'http://pay.partner-lab.com/charge' });
/** Namespaces and pictures are no services that are called. */
export const namingOthers = data({
  $schema: 'http://json-schema.org/draft-07/schema#',
  picture: 'http://img.partner-lab.com/a.png',
  endpoint: 'https://pay.partner-lab.com/charge',
});

const moved = (place: (next: string) => string): LabApp => ({
  routes: new Hono()
    .get('/status', (c) => c.redirect(place(c.req.query('next') ?? '')))
    // Something that answers, or there would be no API to say anything of.
    .get('/', (c) => c.json({ about: '/about' }))
    .get('/about', (c) => c.json({ name: 'status' })),
});
export const abroadPlain = moved(() => 'http://status.partner-lab.com/');
export const abroadSafe = moved(() => 'https://status.partner-lab.com/');
export const atHome = moved(() => '/status/');
export const asAsked = moved((next) => next || '/');

const page = (script: string): LabApp => ({
  routes: new Hono().get('/docs-page', (c) =>
    c.html(`<!doctype html><title>Docs</title>${script}<p>API</p>`),
  ),
});
export const foreignScript = page('<script src="https://cdn.partner-lab.com/ui.js"></script>');
export const checkedScript = page(
  '<script src="https://cdn.partner-lab.com/ui.js" integrity="sha384-x" crossorigin></script>',
);
export const ownScript = page(
  '<script src="/ui.js"></script><!-- <script src="https://cdn.partner-lab.com/a.js"></script> -->',
);

const failing = (status: 200 | 502, error: string): LabApp => ({
  routes: new Hono().get('/status', (c) => c.json({ error }, status)),
});
const CALL_FAILED = 'connect ECONNREFUSED 10.2.3.4:5432';
export const passedOn = failing(502, CALL_FAILED);
export const ownWords = failing(502, 'The payment service does not answer; try again later.');
export const aboutErrors: LabApp = {
  routes: new Hono().get('/status', (c) =>
    c.json({ help: `When you see "${CALL_FAILED}", start the database.` }),
  ),
};
