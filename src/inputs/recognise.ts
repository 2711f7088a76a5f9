import { isNode, listMember, member, nodeMember, textMember } from '../openapi/node.ts';
import {
  HEAD_CHARS,
  nameOfBinary,
  nameOfMarkup,
  nameOfObject,
  nameOfText,
  yamlKeys,
} from './other-formats.ts';

/** What a file is that somebody gave to tell the scan about an API. */
export type Recognised =
  /** An OpenAPI or Swagger document, or nothing that is known: its reader says what is wrong with it. */
  | { readonly kind: 'openapi' }
  | { readonly kind: 'postman-environment'; readonly root: unknown }
  /** A GraphQL schema. */
  | { readonly kind: 'sdl' }
  | { readonly kind: 'introspection'; readonly described: unknown }
  | RecognisedRequests;

export type RecognisedRequests =
  | { readonly kind: 'postman' | 'har'; readonly root: unknown }
  | { readonly kind: 'curl' | 'raw-requests' }
  /** Something else, by its name: `a WSDL`. */
  | { readonly kind: 'other'; readonly is: string };

const OPENAPI: Recognised = { kind: 'openapi' };

/** By the content alone: names of files say little. */
export function recognise(text: string): Recognised {
  const head = text.slice(0, HEAD_CHARS).replace(/^\uFEFF/, '');
  const first = /\S/.exec(head)?.[0];
  if (first === undefined) return OPENAPI;
  const binary = nameOfBinary(head);
  if (binary !== undefined) return { kind: 'other', is: binary };
  if (head.includes('\u0000')) return OPENAPI;
  if (first === '<') return { kind: 'other', is: nameOfMarkup(head) };
  if (first === '{' || first === '[') return recogniseJson(text);
  const keys = yamlKeys(head);
  if (Object.hasOwn(keys, 'openapi') || Object.hasOwn(keys, 'swagger')) return OPENAPI;
  if (CURL.test(head)) return { kind: 'curl' };
  if (RAW.test(head)) return { kind: 'raw-requests' };
  if (SDL.test(head)) return { kind: 'sdl' };
  const is = nameOfText(head) ?? nameOfObject(keys);
  return is === undefined ? OPENAPI : { kind: 'other', is };
}

/** A command line, behind a prompt or a script's first lines too. */
const CURL = /^[ \t]*(?:\$ )?(?:\S*[\\/])?curl(?:\.exe)?[ \t]+\S/m;
/** A request line, or the address alone that `.http` files may have behind their `###`. */
const RAW =
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY)[ \t]+(?:\/|https?:\/\/|\{\{)\S*(?:[ \t]+HTTP\/[\d.]+)?[ \t]*\r?$|^###.*\r?\n+(?:https?:\/\/|\{\{)\S+/m;
const SDL =
  /^[ \t]*(?:extend[ \t]+)?(?:type|interface|input|enum|union|scalar|directive)[ \t]+@?[A-Za-z_][^\n]*[{=@|]|^[ \t]*schema\b[^\n:]*\{|^[ \t]*scalar[ \t]+[A-Za-z_]\w*[ \t]*\r?$/m;

function recogniseJson(text: string): Recognised {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return OPENAPI;
  }
  if (Array.isArray(root)) return { kind: 'other', is: 'a JSON list' };
  if (!isNode(root)) return OPENAPI;
  if (Object.hasOwn(root, 'openapi') || Object.hasOwn(root, 'swagger')) return OPENAPI;
  if (Array.isArray(member(nodeMember(root, 'log'), 'entries'))) return { kind: 'har', root };
  const collection = nodeMember(root, 'collection') ?? root;
  if (Array.isArray(member(collection, 'item')) && isNode(member(collection, 'info')))
    return { kind: 'postman', root };
  const isEnvironment =
    textMember(root, '_postman_variable_scope') !== undefined || member(root, '_postman_exported_at');
  if (isEnvironment && listMember(root, 'values').length > 0) return { kind: 'postman-environment', root };
  const described = nodeMember(nodeMember(root, 'data') ?? root, '__schema');
  if (described) return { kind: 'introspection', described };
  const is = nameOfObject(root);
  return is === undefined ? OPENAPI : { kind: 'other', is };
}
