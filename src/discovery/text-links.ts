import type { Link } from './links.ts';

/** A path with a name at its beginning, as sentences and lists write it, and the method before it. */
const NAMED_PATH =
  /(?:\b(GET|POST|PUT|PATCH|DELETE)[\s`*:|]{1,6})?(?<![\w.\-/:<~@$}])(\/[A-Za-z_][\w.-]{0,60}(?:\/[\w.:{}<>~@-]{1,60}){0,12}\/?)(\?[\w=&{}.[\]:-]{1,200})?/g;

/** Paths that a text names: comments, descriptions, Markdown, plain lists of operations. */
export function textLinks(text: string): Link[] {
  return [...text.matchAll(NAMED_PATH)].flatMap(([, method, written = '', search = '']): Link[] => {
    // The full stop of the sentence is none of the path.
    const url = withBraces(written).replace(/[.:]$/, '');
    if (/[<>]|:(?!\/)/.test(url) || unevenBraces(url)) return [];
    const names = [...search.matchAll(/[?&]([\w.[\]-]{1,60})(?==|&|$)/g)].map(([, name = '']) => name);
    return [
      {
        ...{ url, page: true },
        ...(method === undefined ? {} : { method }),
        ...(names.length === 0 ? {} : { query: new Map(names.map((name) => [name, false])) }),
      },
    ];
  });
}

/** `/users/:id` and `/users/<int:id>` are how routers write `/users/{id}`. */
export function withBraces(path: string): string {
  return path.replace(/\/:([A-Za-z_]\w*)/g, '/{$1}').replace(/\/<(?:\w+:)?(\w+)>/g, '/{$1}');
}

function unevenBraces(path: string): boolean {
  return path
    .split('/')
    .some((segment) => /[{}]/.test(segment) && !/^\{\w{1,60}\}(?:\.\w{1,8})?$/.test(segment));
}
