/**
 * What GitLab's schema for DAST reports (security report format 15.0) demands of the parts that we write, put down from
 * its documentation. Objects may hold more than is named, as there; the names that we use are all here.
 */
const text = { type: 'string' };
const word = { type: 'string', minLength: 1 };
const link = { type: 'string', pattern: '^https?://.+' };
const moment = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };

const object = (properties: Record<string, object>, ...optional: string[]) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });

const headers = list(object({ name: word, value: text }));
const request = object({ method: word, url: word, headers, body: text }, 'body');
const response = object(
  { status_code: { type: 'integer' }, reason_phrase: text, headers, body: text },
  'body',
);

const detail = {
  oneOf: [
    object({ name: word, type: { const: 'text' }, value: text }, 'name'),
    object({ name: word, type: { const: 'code' }, value: text, lang: text }, 'name', 'lang'),
    object({ name: word, type: { const: 'list' }, items: list({ $ref: '#/definitions/detail' }) }, 'name'),
  ],
};
/** Each field of `details` also has a name for people. */
const field = { allOf: [{ required: ['name'] }, { $ref: '#/definitions/detail' }] };

const program = object(
  { id: word, name: word, version: word, url: link, vendor: object({ name: word }) },
  'url',
);

const vulnerability = object(
  {
    id: word,
    name: { type: 'string', maxLength: 255 },
    description: { type: 'string', maxLength: 1_048_576 },
    severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
    solution: { type: 'string', maxLength: 7_000 },
    identifiers: list(object({ type: word, name: word, value: word, url: link }, 'url'), { minItems: 1 }),
    links: list(object({ name: text, url: link }, 'name')),
    location: object({ hostname: text, method: text, path: text, param: text }, 'param'),
    evidence: object(
      {
        source: object({ id: word, name: word, url: text }, 'url'),
        summary: text,
        request,
        response,
        supporting_messages: list(object({ name: word, request, response }, 'request', 'response')),
      },
      'response',
      'supporting_messages',
    ),
    details: { type: 'object', patternProperties: { '^.*$': field } },
  },
  'links',
  'evidence',
  'details',
);

export const GITLAB_DAST_SCHEMA = {
  definitions: { detail },
  ...object({
    version: { type: 'string', pattern: '^15\\.0\\.[0-7]$' },
    schema: link,
    scan: object({
      analyzer: program,
      scanner: program,
      start_time: moment,
      end_time: moment,
      status: { enum: ['success', 'failure'] },
      type: { enum: ['dast', 'api_fuzzing'] },
      messages: list(object({ level: { enum: ['info', 'warn', 'fatal'] }, value: word })),
      scanned_resources: list(object({ method: word, url: word, type: { const: 'url' } })),
    }),
    vulnerabilities: list(vulnerability),
  }),
};
