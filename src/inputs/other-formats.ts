import { isNode, listMember, member, nodeMember, textMember } from '../openapi/node.ts';

/** Characters of a text by which it is told what it is. */
export const HEAD_CHARS = 65_536;

/** What a file is that holds no requests: `an AsyncAPI 2.6 document`. Undefined where nothing is known of it. */
export function nameOfObject(root: Readonly<Record<string, unknown>>): string | undefined {
  for (const [key, name] of VERSIONED) {
    const version = versionOf(member(root, key));
    if (version !== undefined) return name(version);
  }
  const format = member(root, '__export_format');
  if (member(root, '_type') === 'export' || format !== undefined) return 'an Insomnia export';
  if (Array.isArray(member(root, 'requests')) && member(root, 'order') !== undefined)
    return 'a Postman collection of format 1: export it as 2.1';
  if (nodeMember(root, 'AWSTemplateFormatVersion') ?? textMember(root, 'AWSTemplateFormatVersion'))
    return 'a CloudFormation template';
  if (textMember(root, 'apiVersion') !== undefined && textMember(root, 'kind') !== undefined)
    return `a Kubernetes manifest (${textMember(root, 'kind')?.slice(0, 40)})`;
  if (textMember(nodeMember(root, 'tool'), 'name') === 'middlebrick') return 'a result of middlebrick';
  if (Array.isArray(member(root, 'runs')) && /sarif/i.test(textMember(root, '$schema') ?? ''))
    return 'a SARIF report';
  if (isNode(member(root, 'resource')) || isNode(member(root, 'terraform'))) return 'a Terraform file';
  if (isNode(member(root, 'services'))) return 'a Compose file';
  if (isNode(member(root, 'jobs')) && Object.hasOwn(root, 'on')) return 'a GitHub workflow';
  if (isNode(member(root, 'scripts')) || isNode(member(root, 'dependencies')))
    return 'the manifest of a package';
  if (member(root, 'keys') !== undefined && listMember(root, 'keys').some((key) => textMember(key, 'kty')))
    return 'a set of keys (JWKS)';
  if (/json-schema\.org/.test(textMember(root, '$schema') ?? '')) return 'a JSON Schema';
  return undefined;
}

const VERSIONED: readonly (readonly [key: string, name: (version: string) => string])[] = [
  ['asyncapi', (version) => `an AsyncAPI ${version} document`],
  ['overlay', (version) => `an OpenAPI overlay (Overlay ${version}), which changes a document and is none`],
  ['arazzo', (version) => `an Arazzo ${version} description of workflows`],
  ['openrpc', (version) => `an OpenRPC ${version} document`],
  ['swaggerVersion', (version) => `a Swagger ${version} document: 2.0 and newer are understood`],
];

/** `2.6.0` is 2.6. */
function versionOf(written: unknown): string | undefined {
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  return /^\d{1,3}(?:\.\d{1,3})?/.exec(String(written).trim())?.[0];
}

/** Texts by their first lines; the first that fits. */
const TEXTS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/^<(?:(?!\bdefinitions\b)[^>])*\bdefinitions\b[^>]*wsdl|^<(?:\w+:)?description\b[^>]*\/wsdl/i, 'a WSDL'],
  [/<(?:wsdl:)?definitions\b/i, 'a WSDL'],
  [/<application\b[^<>]*wadl/i, 'a WADL'],
  [/<(?:xsd?:)?schema\b/i, 'an XML Schema'],
  [/<edmx:Edmx\b/i, 'OData metadata'],
  [/<items\s+burpVersion/i, 'an export of Burp: save the requests as HAR, or each as it was sent'],
  [/<jmeterTestPlan\b/i, 'a JMeter plan'],
  [/<!doctype html|<html\b/i, 'an HTML page'],
];

/** What a text is that begins with an angle bracket. */
export function nameOfMarkup(head: string): string {
  const start = head.trimStart();
  return TEXTS.find(([sign]) => sign.test(start))?.[1] ?? 'an XML document';
}

/** Files that are no text, by how they begin once they are read as UTF-8. */
const BINARY: readonly (readonly [sign: RegExp, name: string])[] = [
  [/^\uFFFDPNG|^GIF8|^\uFFFD{4}.{0,2}(?:JFIF|Exif)|^RIFF.{4,12}WEBP|^BM.{0,12}\u0000/s, 'an image'],
  [/^%PDF-/, 'a PDF'],
  [/^PK\u0003\u0004/, 'a ZIP file'],
  [/^\u001F\uFFFD/, 'a compressed file'],
  [/^\u007FELF|^MZ.{0,60}\u0000/s, 'a program'],
  [/^SQLite format 3/, 'a database'],
];

/** What a file is that is no text. */
export function nameOfBinary(head: string): string | undefined {
  return BINARY.find(([sign]) => sign.test(head))?.[1];
}

const PLAIN: readonly (readonly [sign: RegExp, name: string])[] = [
  [/^#%RAML\b/, 'a RAML document'],
  [/^FORMAT:\s*1A/, 'an API Blueprint'],
  [
    /^(?:resource|data|provider|variable|module|output|terraform|locals)\s+(?:"[^"\n]*"\s*){0,2}\{/m,
    'a Terraform file',
  ],
  [/^[^\S\r\n\u2028\u2029]*syntax\s*=\s*["']proto[23]["']/m, 'a Protocol Buffers file'],
  [/^(?:meta|get|post|put|patch|delete)\s*\{\s*$/m, 'a Bruno request'],
  [/^-----BEGIN [A-Z ]+-----/m, 'a PEM file'],
  [/^#!.*\b(?:sh|bash|python\d?|node)\b/, 'a script'],
  [/^FROM\s+\S+/m, 'a Dockerfile'],
  [
    /^[^\S\r\n\u2028\u2029]*(?:query|mutation|subscription|fragment)\b(?!\s*:)[^\r\n{]{0,200}\{/m,
    'a GraphQL document with queries, which is no schema',
  ],
];

/** What a text is that is neither JSON nor markup. */
export function nameOfText(head: string): string | undefined {
  return PLAIN.find(([sign]) => sign.test(head))?.[1];
}

/** Keys at the beginning of lines, as YAML has them, with what stands behind. */
export function yamlKeys(head: string): Readonly<Record<string, unknown>> {
  const keys = new Map<string, unknown>();
  for (const [, key = '', value = ''] of head.matchAll(/^["']?([A-Za-z$_][\w$-]{0,60})["']?[ \t]*:(.*)$/gm)) {
    const plain = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (!keys.has(key)) keys.set(key, plain === '' ? {} : plain);
  }
  return Object.fromEntries(keys);
}
