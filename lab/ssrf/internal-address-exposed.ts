import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const answering = (body: object, headers: Record<string, string> = {}): LabApp => ({
  routes: new Hono().get('/status', (c) => c.json(body, 200, headers)),
});

export const inLink = answering({ next: 'http://10.20.30.40:8080/status?page=2' });
export const inField = answering({ db_host: '172.20.0.5', ok: true });
export const inHeader = answering(
  { ok: true },
  { 'X-Upstream': 'http://orders.prod.svc.cluster.local:8080' },
);
export const asName = answering({ server: 'node7.lab.internal' });
/** What an active scan itself sends to be fetched, shown in a list. */
export const kept = answering({
  hooks: [
    'http://169.254.169.254/latest/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://hooks.lab.internal:8088/x',
  ],
});
/** Four numbers with dots are as often a version. */
export const versions = answering({
  version: '10.0.1.2',
  engine: 'v10.12.4.1',
  client: 'Browser/10.0.0.1 (like 192.168.1.1)',
});
export const publicNames = answering({
  next: 'https://api.example/status',
  host: '203.0.113.7',
  mail: 'x@internal.example',
});
/** What the client itself sent, and where it came from. */
export const echoed: LabApp = {
  routes: new Hono().get('/status', (c) =>
    c.json({ ip: '10.1.2.3', headers: c.req.header(), url: c.req.url }),
  ),
};
/** Property names of scripts look like host names. */
export const script: LabApp = {
  routes: new Hono().get('/status', (c) =>
    c.body('const a = config.local; import "./env.local";', 200, { 'Content-Type': 'text/javascript' }),
  ),
};
