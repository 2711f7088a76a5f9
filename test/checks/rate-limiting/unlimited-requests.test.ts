import { Hono } from 'hono';
import { expect } from 'vitest';
import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import * as lab from '../../../lab/rate-limiting/unlimited-requests.ts';
import { unlimitedRequests } from '../../../src/checks/rate-limiting/unlimited-requests.ts';
import { testRule } from '../../rule-test.ts';

testRule(unlimitedRequests, {
  'fires where a hundred requests change nothing': {
    lab: limiter({ limit: 10_000 }),
    path: '/items',
    fires: { severity: 'info', confidence: 'likely', at: ['GET /items'] },
    also: (findings) => expect(findings[0]?.locations[0]?.evidenceSummary).toContain('120 requests'),
  },
  'asks the list, not the smaller page that says that it lives': {
    lab: lab.listBesideHealth,
    fires: { severity: 'info', at: ['GET /orders'] },
  },
  'asks the list behind nine operations that answer with less': {
    lab: lab.listBehind(9),
    fires: { severity: 'info', at: ['GET /orders'] },
  },
  'is low on a search': {
    lab: lab.listAt('/search'),
    path: '/search',
    fires: { severity: 'low', at: ['GET /search'] },
  },
  'is low on what makes a file': {
    lab: lab.listAt('/orders/export.csv'),
    path: '/orders/export.csv',
    fires: { severity: 'low', at: ['GET /orders/export.csv'] },
  },
  'is medium on an operation that keeps the service busy': {
    lab: lab.costly(),
    path: '/report',
    fires: { severity: 'medium', at: ['GET /report'] },
  },
  'is medium on a login that takes any number of guesses': {
    lab: lab.loginAllowing(1_000),
    options: { mode: 'active' },
    fires: { severity: 'medium', at: ['POST /login'] },
  },
  'is medium on a login that answers 400 to a wrong password': {
    lab: lab.loginAllowing(1_000, { status: 400, says: 'No such user or password incorrect' }),
    options: { mode: 'active' },
    fires: { severity: 'medium', at: ['POST /login'] },
  },
  'silent on a login that finds fault with the form': {
    lab: lab.loginAllowing(1_000, { status: 400, says: 'Member data is missing' }),
    options: { mode: 'active' },
    fires: false,
  },
  'silent on a login that stops guessing': {
    lab: lab.loginAllowing(5),
    options: { mode: 'active' },
    fires: false,
  },
  'guesses no password in safe mode': { lab: lab.loginAllowing(1_000), fires: false },
  'is information where only refusals were given': { lab: lab.refusing, fires: { severity: 'info' } },
  'silent where 429 comes': { lab: limiter({ limit: 60 }), path: '/items', fires: false },
  'silent where a larger limit is announced': {
    lab: limiter({ limit: 5_000, guiding: true }),
    path: '/items',
    fires: false,
  },
  'does not look where nothing works for a caller': {
    lab: lab.aliveOnly,
    path: '/health',
    fires: false,
    skipped: /no operation that does work/,
  },
  ...Object.fromEntries(
    ['/utils/health-check/', '/health_check', '/healthcheck', '/api/heartbeat', '/alive'].map((path) => [
      `does not look where only ${path}, figures and a page answer`,
      { lab: lab.aliveAt(path), fires: false, skipped: /no operation that does work/ },
    ]),
  ),
  'does not look where a stream of events answers beside it': {
    lab: lab.eventsBesideHealth(),
    fires: false,
    skipped: /no operation that does work/,
  },
  'looks where health is the subject': {
    lab: lab.aliveAt('/health-records'),
    fires: { severity: 'info', at: ['GET /health-records'] },
  },
  'does not look where nothing answers': {
    lab: { routes: new Hono() },
    fires: false,
    skipped: /no GET operation responds/,
  },
});
