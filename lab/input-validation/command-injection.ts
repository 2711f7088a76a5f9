import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /ping': { parameters: [query('host', {}, { example: 'lab.example' })] } });

/** Does with `; echo a$((x*y))b` and `; sleep n` what a shell would, and with nothing else. */
function output(command: string): string {
  const echoed = [...command.matchAll(/;\s*echo (\w*)\$\(\((\d+)\*(\d+)\)\)(\w*)/g)];
  return echoed
    .map(([, before, left, right, after]) => `${before}${Number(left) * Number(right)}${after}`)
    .join('\n');
}

export const inShell: LabApp = {
  openapi,
  routes: new Hono().get('/ping', (c) => c.text(`1 packet sent\n${output(`ping ${c.req.query('host')}`)}`)),
};
export const silentShell: LabApp = {
  openapi,
  routes: new Hono().get('/ping', async (c) => {
    const seconds = /;sleep (\d)$/.exec(c.req.query('host') ?? '')?.[1];
    if (seconds !== undefined) await wait(Number(seconds) * 1_000);
    return c.text('sent');
  }),
};
export const asArgument: LabApp = {
  openapi,
  routes: new Hono().get('/ping', (c) => c.text(`unknown host ${c.req.query('host')}`)),
};
