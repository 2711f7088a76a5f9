import { describe, expect, test } from 'vitest';
import { loginApi } from '../../lab/identities/login-flows.ts';
import { readAuthFile } from '../../src/given/auth-file.ts';
import { fileWith } from '../wiring/typed.ts';
import { scanned } from './scanned.ts';

const read = (text: string) => readAuthFile(text, 'auth.yaml', (value) => value);

describe('an authentication file of Web Fuzzing Commons', () => {
  test('names users, who log in as its template says and are tested against each other', async () => {
    const file = fileWith(
      `
auth:
  - name: ann
    loginEndpointAuth:
      payloadRaw: '{"user":"ann","password":"correct-horse-7"}'
  - name: bob
    loginEndpointAuth:
      payloadUserPwd: { username: bob, password: battery-staple-8, usernameField: user, passwordField: password }
authTemplate:
  loginEndpointAuth:
    endpoint: /login
    verb: POST
    contentType: application/json
    token:
      extractFrom: body
      extractSelector: /data/session/token
      sendIn: header
      sendName: Authorization
      sendTemplate: 'Token {token}'
configs: { maxTime: 5m }
`,
      'auth.yaml',
    );
    const app = loginApi({ scheme: 'Token', servesStrangers: true });
    const words = ['--auth-file', file, '--include', 'foreign-object-served'];
    const { result } = await scanned(app, words);
    expect(result.surface.identities.slice(1)).toMatchObject([
      { name: 'ann', accepted: 'accepted', login: 'POST /login' },
      { name: 'bob', accepted: 'accepted' },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/correct-horse-7|battery-staple-8/);
  });

  test('in its earlier wording says the same', () => {
    const [user] = read(`
auth:
  - name: ann
    loginEndpointAuth:
      externalEndpointURL: http://127.0.0.1:9/login
      verb: POST
      contentType: application/x-www-form-urlencoded
      payloadUserPwd: { username: ann, password: 'p&w', usernameField: u, passwordField: secretWord }
      token: { extractFromField: /token/authToken, httpHeaderName: X-Auth, headerPrefix: 'JWT ', headerPostfix: '.' }
`);
    expect(user?.login).toEqual({
      kind: 'request',
      method: 'POST',
      url: 'http://127.0.0.1:9/login',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'u=ann&secretWord=p%26w',
      token: { in: 'body', path: ['token', 'authToken'] },
      send: { in: 'header', name: 'X-Auth', template: 'JWT {token}.' },
      secrets: expect.arrayContaining(['p&w', 'p%26w']),
    });
  });

  test('gives fixed headers, and a header of the login', () => {
    const users = read(`
auth:
  - name: ann
    fixedHeaders: [{ name: Authorization, value: ' ApiKey abc' }]
  - name: bob
    loginEndpointAuth:
      endpoint: /login
      verb: POST
      headers: [{ name: Authorization, value: Basic dGVzdDp0ZXN0 }]
      expectCookies: true
`);
    expect(users).toMatchObject([
      { name: 'ann', headers: ['Authorization: ApiKey abc'] },
      { login: { headers: [['Authorization', 'Basic dGVzdDp0ZXN0']], token: { in: 'cookies' } } },
    ]);
  });

  test.each([
    ['no list', 'users: []', /"auth"/],
    ['an empty list', 'auth: []', /"auth"/],
    ['nobody known', 'auth: [{ name: ann }]', /"ann" has neither fixedHeaders nor loginEndpointAuth/],
    ['no place', 'auth: [{ name: ann, loginEndpointAuth: { verb: POST } }]', /no usable endpoint/],
    ['no YAML', 'auth: [', /neither YAML nor JSON/],
  ])('%s is said in one sentence', (_name, text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });
});
