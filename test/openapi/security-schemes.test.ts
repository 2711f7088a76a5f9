import { describe, expect, test } from 'vitest';
import { readRequirements, readSecuritySchemes } from '../../src/openapi/security-schemes.ts';

const read = (scheme: object, swagger = false) =>
  readSecuritySchemes(
    swagger
      ? { securityDefinitions: { main: scheme } }
      : { components: { securitySchemes: { main: scheme } } },
    (node) => node,
  ).get('main');

describe('security schemes', () => {
  test.each([
    ['apiKey', 'apiKey'],
    ['apikey', 'apiKey'],
    ['HTTP', 'http'],
    ['oauth2', 'oauth2'],
    ['openIdConnect', 'openIdConnect'],
    ['mutualTLS', 'mutualTLS'],
    ['basic', 'basic'],
    ['magic', 'unknown'],
    [undefined, 'unknown'],
  ])('of type %s', (type, known) => {
    expect(read({ type })).toEqual({
      name: 'main',
      type: known,
      pointer: '/components/securitySchemes/main',
    });
  });

  test('keep what says how a credential is carried', () => {
    expect(read({ type: 'http', scheme: 'Bearer', bearerFormat: 'JWT' })).toMatchObject({
      scheme: 'bearer',
      bearerFormat: 'JWT',
    });
    for (const place of ['header', 'query', 'cookie'])
      expect(read({ type: 'apiKey', in: place, name: 'K' })).toMatchObject({ in: place, parameterName: 'K' });
    expect(read({ type: 'apiKey', in: 'body', name: 'K' })).not.toHaveProperty('in');
    expect(read({ type: 'openIdConnect', openIdConnectUrl: 'https://x.test/c' })?.openIdConnectUrl).toBe(
      'https://x.test/c',
    );
  });

  test('of Swagger 2.0 stand elsewhere and name one flow', () => {
    const scheme = (flow: string) =>
      read({ type: 'oauth2', flow, tokenUrl: 'https://x.test/t', scopes: { 'read:me': '' } }, true);
    expect(scheme('accessCode')).toMatchObject({
      pointer: '/securityDefinitions/main',
      tokenUrl: 'https://x.test/t',
      flows: [{ grant: 'authorizationCode', tokenUrl: 'https://x.test/t', scoped: true }],
    });
    expect(scheme('application')?.flows?.[0]?.grant).toBe('clientCredentials');
    expect(scheme('toString')).not.toHaveProperty('flows');
  });

  test('a flow is scoped only where it names scopes, and the first address of tokens counts', () => {
    const flows = {
      implicit: { authorizationUrl: 'https://x.test/a', scopes: {} },
      password: { tokenUrl: 'https://x.test/p', scopes: { admin: 'all' } },
      clientCredentials: { tokenUrl: 'https://x.test/c' },
      deviceAuthorization: {},
      unheardOf: { tokenUrl: 'https://x.test/u' },
    };
    expect(read({ type: 'oauth2', flows })).toMatchObject({
      tokenUrl: 'https://x.test/p',
      flows: [
        { grant: 'implicit', authorizationUrl: 'https://x.test/a' },
        { grant: 'password', tokenUrl: 'https://x.test/p', scoped: true },
        { grant: 'clientCredentials', tokenUrl: 'https://x.test/c' },
        { grant: 'deviceAuthorization' },
      ],
    });
    expect(read({ type: 'oauth2', flows })?.flows?.filter(({ scoped }) => scoped)).toHaveLength(1);
    expect(read({ type: 'http', flows })).not.toHaveProperty('flows');
  });
});

test.each([
  [{}, undefined],
  [{ security: 'none' }, undefined],
  [{ security: [] }, []],
  [{ security: [{}] }, [{}]],
  [{ security: [{ key: [] }, { login: ['read', 7] }] }, [{ key: [] }, { login: ['read'] }]],
  [{ security: [null, 'key', ['key'], { key: 'read' }] }, [{ key: [] }]],
])('requirements in %j', (node, requirements) => {
  expect(readRequirements(node)).toEqual(requirements);
});
