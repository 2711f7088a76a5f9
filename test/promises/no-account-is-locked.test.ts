import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { scan } from '../../src/scan.ts';

const USER = 'nina';
const PASSWORD = 'Turbine-Nord-12';
const LISTS = ['/users', '/orders', '/items', '/invoices'];

test('a safe scan sends fewer wrong passwords for the user than lock an account', async () => {
  let wrong = 0;
  const server = createServer((request, response) => {
    const [, said = ''] = /^Basic (.*)$/.exec(request.headers.authorization ?? '') ?? [];
    const [user, ...password] = Buffer.from(said, 'base64').toString().split(':');
    const isRight = user === USER && password.join(':') === PASSWORD;
    if (user === USER && !isRight) wrong += 1;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const [status, body] = !isRight
      ? [401, { error: 'unauthorized' }]
      : LISTS.includes(path)
        ? [200, [{ id: 1, of: path }]]
        : [404, { error: 'not found' }];
    response.writeHead(status as number, {
      'Content-Type': 'application/json',
      ...(isRight ? {} : { 'WWW-Authenticate': 'Basic realm="api"' }),
    });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const result = await scan({
      url: `http://127.0.0.1:${port}`,
      guesses: 'first',
      identities: [{ name: USER, credentials: [{ kind: 'basic', user: USER, password: PASSWORD }] }],
    });
    const rules = result.checks.flatMap((check) => check.rules);
    expect(rules.find(({ rule }) => rule === 'damaged-credential-accepted')?.status).toBe('passed');
    expect(wrong).toBeLessThanOrEqual(4);
  } finally {
    server.close();
  }
});
