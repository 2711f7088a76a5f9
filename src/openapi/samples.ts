import { randomUUID } from 'node:crypto';
import type { RequestSpec } from '../http/client.ts';
import { percentEncoded } from '../http/foreign-text.ts';
import { enveloped } from './envelope.ts';
import { flatten } from './merge-schemas.ts';
import { isNode } from './node.ts';
import { makesOneTimeKey } from './one-time-key.ts';
import type { BodyContent, Operation, Parameter, Schema, Spec } from './operation.ts';
import { filledPath, filledQuery, type TemplateParts, templateParts } from './path-template.ts';
import { withReservedHosts } from './reserved-hosts.ts';
import { sampleFor, WITHOUT_SPEC } from './sample-value.ts';
import { validate } from './schema-check.ts';
import { preferredBody, writeBody } from './serialise-body.ts';
import { queryPairs, simpleText } from './serialise-parameter.ts';

/** Values to send instead of samples, by name; undefined leaves the parameter out, unknown names are added. */
export interface Overrides {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
  /** The whole body. */
  readonly body?: unknown;
  /** Which of the documented contents to send. */
  readonly mediaType?: string;
}

export interface SampleOptions {
  /** Identifiers that the service gave out, by name; they fill path parameters and required query parameters. */
  readonly values?: Readonly<Record<string, string>>;
  readonly overrides?: Overrides;
  /** Also sends parameters that are not required. */
  readonly optional?: boolean;
}

export interface SampleRequest extends RequestSpec {
  readonly method: string;
  /** What no value was found for that its schema allows, such as `query.filter` or `body`. */
  readonly doubts: readonly string[];
}

/** Names whose headers the client writes, or the identity. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'content-type',
  'authorization',
  'host',
  'content-length',
]);

/** A request that the operation should accept, always the same one but for a key of idempotency. Credentials are left to the identity. */
export function requestFor(operation: Operation, spec?: Spec, options: SampleOptions = {}): SampleRequest {
  const { overrides = {} } = options;
  const doubts: string[] = [];
  const pick = (parameter: Parameter): unknown => {
    const given = overrides[parameter.in];
    if (given && Object.hasOwn(given, parameter.name)) return given[parameter.name];
    const harvested = harvestedFor(parameter, options, spec);
    if (harvested !== undefined) return harvested;
    if (!parameter.required && options.optional !== true) return undefined;
    // The same key twice would be answered with what the first request made.
    if (makesOneTimeKey(parameter)) return randomUUID();
    const sample = sampleFor(spec, parameter.schema, { name: parameter.name, example: parameter.example });
    if (!sample.satisfies) doubts.push(`${parameter.in}.${parameter.name}`);
    return sample.value;
  };
  const credentials = credentialsOf(operation, spec);
  const sent = operation.parameters.filter(
    (parameter) =>
      overridden(parameter, overrides) || !credentials.has(credentialKey(parameter.in, parameter.name)),
  );
  const placed = (place: Parameter['in']) => [
    ...sent.filter((parameter) => parameter.in === place),
    ...addedBy(overrides[place], place, operation.parameters),
  ];
  const headers: [string, string][] = placed('header').flatMap((parameter) => {
    const value =
      RESERVED_HEADERS.has(parameter.name.toLowerCase()) && !overridden(parameter, overrides)
        ? undefined
        : pick(parameter);
    return value === undefined ? [] : [[parameter.name, lineSafe(simpleText(parameter, value))]];
  });
  const cookies = placed('cookie').flatMap((parameter) => {
    const value = pick(parameter);
    return value === undefined ? [] : [`${parameter.name}=${percentEncoded(simpleText(parameter, value))}`];
  });
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  const template = templateParts(operation.path);
  const inTemplate = new Set(
    template.fixed.flatMap(([name, value]) => [
      name,
      ...[...value.matchAll(/\{([^{}]*)\}/g)].map(([, held = '']) => held),
    ]),
  );
  const query = placed('query').flatMap((parameter) => {
    if (inTemplate.has(parameter.name)) return [];
    const value = pick(parameter);
    return value === undefined ? [] : queryPairs(parameter, value);
  });
  const body = bodyOf(operation, spec, overrides, doubts);
  if (body) headers.push(['Content-Type', body.contentType]);
  return {
    method: operation.method,
    url: urlOf(operation, template, placed('path'), pick, query, { spec, given: overrides.query }),
    headers,
    ...(body && { body: body.body }),
    doubts,
  };
}

function overridden(parameter: Parameter, overrides: Overrides): boolean {
  return Object.hasOwn(overrides[parameter.in] ?? {}, parameter.name);
}

/** Keys are the identity's to send, even where the document lists them among the parameters. */
function credentialsOf(operation: Operation, spec: Spec | undefined): ReadonlySet<string> {
  const names = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement));
  return new Set(
    names.flatMap((name) => {
      const { in: place, parameterName } = spec?.securitySchemes.get(name) ?? {};
      return place === undefined || parameterName === undefined ? [] : [credentialKey(place, parameterName)];
    }),
  );
}

function credentialKey(place: Parameter['in'], name: string): string {
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}

function addedBy(
  given: Readonly<Record<string, unknown>> | undefined,
  place: Parameter['in'],
  declared: readonly Parameter[],
): Parameter[] {
  return Object.keys(given ?? {})
    .filter((name) => !declared.some((parameter) => parameter.in === place && parameter.name === name))
    .map((name) => ({ name, in: place, required: false }));
}

function urlOf(
  operation: Operation,
  { path, fixed }: TemplateParts,
  parameters: readonly Parameter[],
  pick: (parameter: Parameter) => unknown,
  query: readonly (readonly [string, string])[],
  { spec, given }: { readonly spec: Spec | undefined; readonly given: Overrides['query'] },
): string {
  const sample = (name: string) => sampleFor(spec, undefined, { name }).value;
  const named = (name: string) => {
    const parameter = operation.parameters.find(
      (known) => known.name === name && (known.in === 'query' || known.in === 'path'),
    );
    return pick(parameter ? { ...parameter, required: true } : { name, in: 'query', required: true });
  };
  const pairs = query.map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`);
  const search = [...filledQuery(fixed, named, given ?? {}), ...pairs].join('&');
  const filled = filledPath(path, parameters, pick, sample);
  return `${operation.server}${filled}${search === '' ? '' : `?${search}`}`;
}

/** What was chosen for this parameter; in a query only where the document has no value of its own. */
function harvestedFor(
  { name, in: where, required, example, schema }: Parameter,
  { values = {}, optional }: SampleOptions,
  spec: Spec | undefined,
): string | undefined {
  if (where === 'header' || where === 'cookie') return undefined;
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (where === 'path' || value === undefined) return value;
  if (!required && optional !== true) return undefined;
  if (example !== undefined || schema === undefined) return example === undefined ? value : undefined;
  const { schema: flat } = flatten(schema, (spec ?? WITHOUT_SPEC).resolve);
  const ownValue = isNode(flat) && OWN_VALUES.some((key) => Object.hasOwn(flat, key));
  return ownValue || !accepts(schema, value, spec) ? undefined : value;
}

const OWN_VALUES = ['example', 'examples', 'default', 'enum', 'const'];

function accepts(schema: Schema, value: string, spec: Spec | undefined): boolean {
  const readings: unknown[] = /^-?\d{1,15}$/.test(value) ? [Number(value), value] : [value];
  return readings.some(
    (reading) => validate(spec ?? WITHOUT_SPEC, schema, reading, { direction: 'request' }).length === 0,
  );
}

function bodyOf(
  operation: Operation,
  spec: Spec | undefined,
  overrides: Overrides,
  doubts: string[],
): { readonly contentType: string; readonly body: string } | undefined {
  const content = contentOf(operation, overrides);
  // A resource object says which one it is where it changes something (JSON:API 1.1 section 9.2).
  const isChange = operation.method === 'PATCH' || operation.method === 'PUT';
  const last = /\{([^{}]+)\}\/?$/.exec(operation.path)?.[1];
  const named = last === undefined ? undefined : overrides.path?.[last];
  if (Object.hasOwn(overrides, 'body')) {
    if (overrides.body === undefined) return undefined;
    const whole = enveloped(content?.envelope, overrides.body, isChange ? named : undefined);
    return writeBody(content ?? { mediaType: 'application/json' }, whole, spec);
  }
  const usual = ['POST', 'PUT', 'PATCH', 'QUERY'].includes(operation.method);
  if (!content || !(usual || operation.bodyRequired === true)) return undefined;
  if (typeof content.example === 'string' && !/json|form/.test(content.mediaType)) {
    return { contentType: content.mediaType, body: String(withReservedHosts(content.example)) };
  }
  const schema = content.schema ?? streamOf(content) ?? fallbackSchema(content);
  const sample = sampleFor(spec, schema, { example: content.example });
  if (!sample.satisfies) doubts.push('body');
  const whole = enveloped(content.envelope, sample.value, isChange ? named : undefined);
  return writeBody(content, whole, spec);
}

/** Of a stream, one item shows all. */
function streamOf({ itemSchema }: BodyContent): Schema | undefined {
  return itemSchema === undefined ? undefined : { type: 'array', items: itemSchema, minItems: 1 };
}

function fallbackSchema({ mediaType }: BodyContent): Readonly<Record<string, unknown>> {
  return /json|form|\*/.test(mediaType) ? { type: 'object' } : { type: 'string' };
}

function contentOf({ bodies }: Operation, { mediaType }: Overrides): BodyContent | undefined {
  if (mediaType === undefined) return preferredBody(bodies);
  return bodies.find((body) => body.mediaType === mediaType.toLowerCase()) ?? { mediaType };
}

/** Line breaks would end the header. */
function lineSafe(text: string): string {
  return text.replaceAll(/[\r\n\u0000]/g, ' ');
}
