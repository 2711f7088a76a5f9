import { flatten } from './merge-schemas.ts';
import { isNode, member, nodeMember, textMember } from './node.ts';
import type { BodyContent, Spec } from './operation.ts';
import { WITHOUT_SPEC } from './sample-value.ts';

/** How parts of a multipart form are sent, by name; those that are plain texts are left out. */
export type FormParts = Readonly<Record<string, FormPart>>;

interface FormPart {
  /** Set where the part is a file. */
  readonly fileName?: string;
  readonly contentType?: string;
}

const FILE_ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'text/csv': 'csv',
  'application/json': 'json',
  'application/xml': 'xml',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'video/mp4': 'mp4',
};
/** One of each range, for servers that look at it. */
const OF_RANGE: Readonly<Record<string, string>> = {
  image: 'image/png',
  text: 'text/plain',
  audio: 'audio/mpeg',
  video: 'video/mp4',
};
const UNKNOWN = 'application/octet-stream';

/** Which parts of a form are files, and what type each has (OpenAPI 2.0 `file`, 3.0 `format`, 3.1 `contentMediaType`). */
export function formParts(
  content: Pick<BodyContent, 'mediaType' | 'schema' | 'partTypes'> | undefined,
  spec: Spec | undefined,
): FormParts {
  if (!content?.mediaType.startsWith('multipart/')) return {};
  const { resolve } = spec ?? WITHOUT_SPEC;
  const form = flatten(content.schema, resolve).schema;
  const parts = Object.entries(nodeMember(form, 'properties') ?? {}).flatMap(
    ([name, schema]): [string, FormPart][] => {
      const given = content.partTypes;
      const named = given && Object.hasOwn(given, name) ? concrete(given[name] ?? '') : undefined;
      const one = itemOf(flatten(schema, resolve).schema, resolve);
      if (!isFile(one)) return named === undefined ? [] : [[name, { contentType: named }]];
      const contentType = named ?? concrete(textMember(one, 'contentMediaType') ?? UNKNOWN);
      return [[name, { contentType, fileName: `sample.${FILE_ENDINGS[contentType] ?? 'bin'}` }]];
    },
  );
  return Object.fromEntries(parts);
}

/** Each item of a list is a part of its own. */
function itemOf(schema: unknown, resolve: Spec['resolve']): unknown {
  return member(schema, 'type') === 'array' ? flatten(member(schema, 'items'), resolve).schema : schema;
}

function isFile(schema: unknown): boolean {
  if (schema === true) return true;
  if (!isNode(schema)) return false;
  const type = member(schema, 'type');
  if (type === 'file') return true;
  const isText = type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'));
  if (!isText) return false;
  return (
    ['binary', 'byte', 'base64'].includes(textMember(schema, 'format') ?? '') ||
    textMember(schema, 'contentMediaType') !== undefined ||
    textMember(schema, 'contentEncoding') !== undefined
  );
}

/** The first of several types; a range stands for its usual member. Nothing that could end the header line. */
function concrete(written: string): string {
  const [first = ''] = written.toLowerCase().split(/[,;]/);
  const [, kind = '', sub = ''] = /^\s*([\w!#$&^.+-]+)\/([\w!#$&^.+*-]+)\s*$/.exec(first) ?? [];
  if (kind === '') return UNKNOWN;
  return sub === '*' ? (OF_RANGE[kind] ?? UNKNOWN) : `${kind}/${sub}`;
}
