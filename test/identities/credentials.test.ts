import { describe, expect, test } from 'vitest';
import { toIdentity } from '../../src/identities/credentials.ts';

describe('credentials as people write them', () => {
  test('nothing given is nobody', () => expect(toIdentity({})).toBeUndefined());

  test.each([
    [
      { headers: ['X-Api-Key: abc:def'] },
      { kind: 'api-key', in: 'header', name: 'X-Api-Key', value: 'abc:def' },
    ],
    [{ headers: ['Authorization: Bearer tok'] }, { kind: 'bearer', token: 'tok' }],
    [{ headers: ['Authorization: Basic YWRhOnB3'] }, { kind: 'basic', user: 'ada', password: 'pw' }],
    [
      { headers: ['Authorization: Token 7f3a'] },
      { kind: 'api-key', in: 'header', name: 'Authorization', value: 'Token 7f3a' },
    ],
    [
      { headers: ['Authorization: Basic not*base64'] },
      { kind: 'api-key', in: 'header', name: 'Authorization', value: 'Basic not*base64' },
    ],
    [{ headers: ['Cookie: sid=1'] }, { kind: 'cookie', name: 'sid', value: '1' }],
    [{ bearer: 'tok' }, { kind: 'bearer', token: 'tok' }],
    [{ bearer: ' Bearer tok\n' }, { kind: 'bearer', token: 'tok' }],
    [{ basic: 'ada:p:w' }, { kind: 'basic', user: 'ada', password: 'p:w' }],
    [{ apiKeys: ['X-Key=a=b'] }, { kind: 'api-key', in: 'header', name: 'X-Key', value: 'a=b' }],
    [{ apiKeys: ['query:key=k'] }, { kind: 'api-key', in: 'query', name: 'key', value: 'k' }],
    [{ apiKeys: ['cookie:key=k'] }, { kind: 'api-key', in: 'cookie', name: 'key', value: 'k' }],
  ])('%j', (given, credential) => {
    expect(toIdentity(given)).toEqual({ name: 'default', credentials: [credential] });
  });

  test('several cookies, with name and role', () => {
    expect(toIdentity({ name: 'ada', role: 'admin', cookies: ['a=b; c=d=e'] })).toEqual({
      name: 'ada',
      role: 'admin',
      credentials: [
        { kind: 'cookie', name: 'a', value: 'b' },
        { kind: 'cookie', name: 'c', value: 'd=e' },
      ],
    });
  });

  test.each([
    [{ headers: ['no colon, s3cret'] }, /"Name: value"/],
    [{ headers: ['Host: s3cret.example'] }, /Host cannot be set/],
    [{ headers: ['X Y: s3cret'] }, /not a header name/],
    [{ headers: ['X-Key:'] }, /has no value/],
    [{ headers: ['X-Key: a\r\nX-Evil: s3cret'] }, /line end/],
    [{ bearer: '' }, /empty/],
    [{ bearer: 'two s3cret words' }, /white space/],
    [{ bearer: 's3cret…' }, /cannot carry/],
    [{ basic: 's3cret' }, /user:password/],
    [{ apiKeys: ['s3cret'] }, /NAME=VALUE/],
    [{ cookies: ['s3cret'] }, /name=value/],
    [{ bearer: 'one', basic: 'a:s3cret' }, /More than one Authorization/],
  ])('refuses %j without repeating it', (given, sentence) => {
    let message = '';
    try {
      toIdentity(given);
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-option', exitCode: 2 });
      message = String(error);
    }
    expect(message).toMatch(sentence);
    expect(message).not.toContain('s3cret');
  });
});
