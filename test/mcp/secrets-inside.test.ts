import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedLab, serveLab } from '../../lab/app.ts';
import { echoingRefusals, TARGETS_KEY } from '../../lab/identities/echoing-refusals.ts';
import { freshFolder } from '../cli/command.ts';
import { type ServedMcp, serveMcp, workbench } from './bench.ts';
import { type Connected, connect } from './clients.ts';

const SIGNED = 'Zk3vJ8m2+Qp9xT4wL/a7==';
const ECHO = encodeURIComponent(SIGNED);
/** Looks like nothing in particular: only the call says that it is a secret. */
const PLAIN = 'grey-heron-over-the-weir-7';

let lab: ServedLab;
let served: ServedMcp;
beforeAll(async () => {
  lab = await serveLab(echoingRefusals());
  served = await serveMcp(workbench());
});
afterAll(() => Promise.all([lab.close(), served.close()]));

const ways: [string, () => Promise<Connected>][] = [
  [
    'standard input',
    () => connect('new', { args: ['mcp'], env: { MIDDLEBRICK_A: PLAIN }, cwd: freshFolder() }),
  ],
  ['HTTP', () => connect('new', { url: served.url })],
];

describe.each(ways)('over %s', (_way, open) => {
  let client: Connected;
  beforeAll(async () => {
    client = await open();
  });
  afterAll(() => client.close());

  test.each<[string, () => object, RegExp]>([
    [
      'a refusal that quotes the token',
      () => ({ credential: { bearer: SIGNED } }),
      /The service says: "unknown token \[redacted\]/,
    ],
    [
      'a refusal that quotes a header',
      () => ({ credential: { headers: { 'X-Secret': SIGNED } } }),
      /The service says: "unknown token \[redacted\]/,
    ],
    [
      'a document whose address holds the token',
      () => ({ credential: { bearer: PLAIN }, spec: `${lab.url}/nothing/${PLAIN}` }),
      /Cannot read the document http:\/\/127\.0\.0\.1:\d+\/nothing\/\[redacted\]: it answers 404/,
    ],
    [
      'a document whose address holds the password of a login',
      () => ({
        credential: { login: { request: 'POST /login', json: { user: 'ann', password: PLAIN } } },
        spec: `${lab.url}/nothing/${PLAIN}`,
      }),
      /login-lost/,
    ],
    [
      'another document that is not there',
      () => ({ others: [{ bearer: PLAIN }], credential: { bearer: SIGNED }, spec: `/nowhere/${PLAIN}` }),
      /\/nowhere\/\[redacted\]/,
    ],
    [
      'an address that is none',
      () => ({ url: `http://no host/${PLAIN}`, credential: { bearer: PLAIN } }),
      /no host\/\[redacted\]/,
    ],
  ])('%s', async (_name, args, says) => {
    const { text, isError } = await client.call('scan_api', { url: lab.url, ...args() });
    expect(isError).toBe(true);
    expect(text).toMatch(says);
    for (const secret of [SIGNED, ECHO, PLAIN]) expect(text).not.toContain(secret);
  });

  test('and a warning', async () => {
    const { text, data } = await client.call('scan_api', { url: lab.url, include: ['weak-hsts'] });
    const all = text + JSON.stringify(data);
    expect(all).toContain('1 problem in the document');
    expect(all).not.toContain(TARGETS_KEY);
  });
});
