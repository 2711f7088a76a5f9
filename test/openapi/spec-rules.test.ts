import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { observe, SPEC_RULES } from '../../src/openapi/spec-rules.ts';
import { shelter, specOf } from './shelter.ts';

const response = (schema: string) =>
  `responses: {'200': {description: '', content: {application/json: {schema: ${schema}}}}}`;
const body = (schema: string) => `requestBody: {content: {application/json: {schema: ${schema}}}}`;
const keyed = 'components: {securitySchemes: {k: {type: apiKey, in: header, name: K}}}';

/** Rule, document, pointers where it has to be raised; none for those that look alike. */
const rows: readonly [string, string, readonly string[]][] = [
  ['undefined-security-scheme', 'paths: {/a: {get: {security: [{k: []}]}}}', ['/paths/~1a/get']],
  ['undefined-security-scheme', `security: [{k: []}]\npaths: {/a: {get: {}}}\n${keyed}`, []],
  ['unsecured-document', 'paths: {/a: {get: {}}}', ['']],
  ['unsecured-document', 'paths: {/a: {get: {security: [{k: []}]}}}', []],
  ['unsecured-document', 'paths: {}', []],
  ['unsecured-sibling', 'paths: {/a: {get: {security: [{k: []}]}, delete: {}}}', ['/paths/~1a/delete']],
  ['unsecured-sibling', 'paths: {/a: {get: {}, delete: {security: [{k: []}]}}}', []],
  ['unsecured-sibling', 'paths: {/a: {get: {security: [{k: []}]}, post: {security: []}}}', []],
  ['unsecured-sibling', 'paths: {/a: {get: {security: [{k: []}]}, post: {security: [{}]}}}', []],
  [
    'unsecured-path-parameter',
    'paths: {/a: {get: {security: [{k: []}]}}, "/b/{id}": {get: {parameters: [{name: id, in: path}]}}}',
    ['/paths/~1b~1{id}/get'],
  ],
  [
    'unsecured-path-parameter',
    'paths: {/a: {get: {security: [{k: []}]}}, "/auth/{id}": {get: {parameters: [{name: id, in: path}]}}}',
    [],
  ],
  [
    'undocumented-401',
    'paths: {/a: {get: {security: [{k: []}], responses: {}}}}',
    ['/paths/~1a/get/responses'],
  ],
  ['undocumented-401', 'paths: {/a: {get: {security: [{k: []}], responses: {4XX: {description: ""}}}}}', []],
  ['undocumented-401', 'paths: {/a: {get: {security: [{k: []}, {}], responses: {}}}}', []],
  [
    'undocumented-403',
    'paths: {"/a/{id}": {get: {security: [{k: []}], parameters: [{name: id, in: path}]}}}',
    ['/paths/~1a~1{id}/get/responses'],
  ],
  ['undocumented-403', 'paths: {/a: {get: {security: [{k: []}]}}}', []],
  ['undocumented-429', 'paths: {/a: {get: {}}}', ['/paths/~1a/get/responses']],
  ['undocumented-429', 'paths: {/a: {get: {responses: {429: {description: ""}}}}}', []],
  [
    'unbounded-array',
    `paths: {/a: {post: {${body('{properties: {ids: {type: array, items: {}}}}')}}}}`,
    ['/paths/~1a/post/requestBody/content/application~1json/schema/properties/ids'],
  ],
  ['unbounded-array', `paths: {/a: {post: {${body('{type: array, maxItems: 5}')}}}}`, []],
  ['unbounded-array', `paths: {/a: {get: {${response('{type: array, items: {}}')}}}}`, []],
  [
    'unbounded-string',
    `paths: {/a: {post: {${body("{$ref: '#/components/schemas/S'}")}}}}\ncomponents: {schemas: {S: {properties: {a: {type: string}, b: {type: string, format: uuid}, c: {type: string, readOnly: true}}}}}`,
    ['/components/schemas/S/properties/a'],
  ],
  [
    'unbounded-integer',
    'paths: {/a: {get: {parameters: [{name: limit, in: query, schema: {type: integer}}]}}}',
    ['/paths/~1a/get/parameters/0/schema'],
  ],
  [
    'unbounded-integer',
    'paths: {/a: {get: {parameters: [{name: limit, in: query, schema: {type: integer, maximum: 9}}]}}}',
    [],
  ],
  [
    'open-request-body',
    `paths: {/a: {post: {${body('{properties: {a: {}}}')}}}}`,
    ['/paths/~1a/post/requestBody/content/application~1json/schema'],
  ],
  [
    'open-request-body',
    `paths: {/a: {post: {${body('{properties: {a: {}}, additionalProperties: false}')}}}}`,
    [],
  ],
  [
    'sensitive-response-property',
    `paths: {/a: {get: {${response('{items: {properties: {passwordHash: {}, name: {}}}}')}}}}`,
    ['/paths/~1a/get/responses/200/content/application~1json/schema/items/properties/passwordHash'],
  ],
  [
    'sensitive-response-property',
    `paths: {/login: {post: {${response('{properties: {access_token: {}}}')}}}}`,
    [],
  ],
  [
    'sensitive-response-property',
    `paths: {/a: {get: {${response('{properties: {password: {writeOnly: true}, tokenCount: {}, passwordPolicy: {}}}')}}}}`,
    [],
  ],
  [
    'api-key-in-query',
    'components: {securitySchemes: {k: {type: apiKey, in: query, name: k}}}',
    ['/components/securitySchemes/k'],
  ],
  ['api-key-in-query', keyed, []],
  [
    'basic-over-http',
    'servers: [{url: "http://x.test"}]\ncomponents: {securitySchemes: {b: {type: http, scheme: basic}}}',
    ['/components/securitySchemes/b'],
  ],
  [
    'basic-over-http',
    'servers: [{url: "http://localhost"}]\ncomponents: {securitySchemes: {b: {type: http, scheme: basic}}}',
    [],
  ],
  [
    'oauth-implicit-flow',
    'components: {securitySchemes: {o: {type: oauth2, flows: {implicit: {}}}}}',
    ['/components/securitySchemes/o'],
  ],
  [
    'oauth-password-flow',
    'components: {securitySchemes: {o: {type: oauth2, flows: {password: {tokenUrl: "https://x.test"}}}}}',
    ['/components/securitySchemes/o'],
  ],
  [
    'oauth-password-flow',
    'components: {securitySchemes: {o: {type: oauth2, flows: {clientCredentials: {}}}}}',
    [],
  ],
  [
    'plain-http-token-url',
    'components: {securitySchemes: {o: {type: oauth2, flows: {password: {tokenUrl: "http://x.test"}}}}}',
    ['/components/securitySchemes/o'],
  ],
  ['plain-http-server', 'servers: [{url: "http://x.test/a"}, {url: "https://x.test/a"}]', ['/servers']],
  ['plain-http-server', 'servers: [{url: "http://127.0.0.1:5000"}, {url: /}]', []],
  ['internal-server', 'servers: [{url: "http://10.0.0.5"}]', []],
  [
    'credential-in-document',
    `info: {title: '', description: 'use AKIA${'ABCDEFGH'.repeat(2)} here'}`,
    ['/info/description'],
  ],
  [
    'credential-in-document',
    "info: {title: '', description: 'use AKIAIOSFODNN7EXAMPLE or password: secret12345'}",
    [],
  ],
];

describe('spec rules', () => {
  test.each(rows)('%s: %s', async (rule, written, pointers) => {
    const spec = await specOf(parse(written));
    const found = [...observe(spec)].filter(({ id }) => id === rule);
    expect(found.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('an internal server is one to outsiders only', async () => {
    const { loadSpec } = await import('../../src/openapi/load.ts');
    const text = JSON.stringify({ openapi: '3.0.0', servers: [{ url: 'http://10.0.0.5/x' }], paths: {} });
    const found = async (uri: string) =>
      [...observe(await loadSpec({ uri, text }))].filter(({ id }) => id === 'internal-server').length;
    expect([await found('https://api.example.com/spec'), await found('http://10.0.0.9/spec')]).toEqual([
      1, 0,
    ]);
  });

  test('every rule is raised by some row, and says all that a finding needs', () => {
    const raised = new Set(rows.filter(([, , pointers]) => pointers.length > 0).map(([rule]) => rule));
    for (const { id, title, description, remediation, cwe } of SPEC_RULES) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(id === 'internal-server' || raised.has(id)).toBe(true);
      for (const sentence of [description, remediation]) expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(title).toMatch(/^[A-Z\d].*[^.]$/);
      expect(cwe.length).toBeGreaterThan(0);
    }
  });

  test('every pointer has a line', async () => {
    for (const file of ['shelter-2.0.yaml', 'shelter-3.0.json']) {
      const spec = await shelter(file);
      for (const observation of observe(spec)) expect(spec.lineOf(observation.pointer)).toBeGreaterThan(0);
    }
  });

  test('secrets are not repeated', async () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const spec = await specOf({ info: { title: '', description: secret } });
    expect(JSON.stringify([...observe(spec)])).not.toContain(secret);
  });
});
