import type { DocumentNode } from 'graphql';
import { buildSchema, visit } from 'graphql';
import type { LabApp } from '../app.ts';
import type { Setup } from '../graphql/service.ts';
import { graphqlService } from '../graphql/service.ts';

const SDL = `
  type Query { authors: [Author!]! book(id: ID!): Book }
  type Author { name: String! books: [Book!]! }
  type Book { title: String! author: Author! }
`;
/** No type leads back to itself. */
const FLAT = 'type Query { authors: [Author!]! } type Author { name: String! }';

function library({
  sdl = SDL,
  each = 1,
  waitMs = 0,
  ...setup
}: Setup & {
  readonly sdl?: string;
  /** Books of each author. */
  readonly each?: number;
  /** What a list of authors costs. */
  readonly waitMs?: number;
} = {}): LabApp {
  const author = (): object => ({
    name: 'ann',
    books: () => Array.from({ length: each }, () => ({ title: 'one', author })),
  });
  // One after the other, as a database behind a single connection does it.
  let queue = Promise.resolve();
  const authors = () => {
    queue = queue.then(() => new Promise((resolve) => setTimeout(resolve, waitMs)));
    return queue.then(() => [author()]);
  };
  return graphqlService(buildSchema(sdl), { authors, book: () => null }, setup);
}

/** How often `count` holds in a document. */
function counted(document: DocumentNode, kind: 'alias' | 'field' | 'directive'): number {
  let count = 0;
  visit(document, {
    Field: (node) => {
      if (kind === 'field' || (kind === 'alias' && node.alias)) count += 1;
    },
    Directive: () => {
      if (kind === 'directive') count += 1;
    },
  });
  return count;
}

function depthOf(document: DocumentNode): number {
  let depth = 0;
  let deepest = 0;
  visit(document, {
    SelectionSet: {
      enter: () => {
        depth += 1;
        deepest = Math.max(deepest, depth);
      },
      leave: () => {
        depth -= 1;
      },
    },
  });
  return deepest;
}

const refusing = (limit: number, count: (document: DocumentNode) => number): LabApp =>
  library({ refuses: (document) => (count(document) > limit ? 'The document is too complex.' : undefined) });

export const open = library({ batches: true });
/** Each list of authors takes a while, however it is asked for. */
export const costly = library({ batches: true, waitMs: 60 });
export const unbatched = library();
export const fewAliases = refusing(3, (document) => counted(document, 'alias'));
export const fewFields = refusing(50, (document) => counted(document, 'field'));
export const fewDirectives = library({
  refuses: (document) => (counted(document, 'directive') > 3 ? 'Too many directives.' : undefined),
});
export const fewErrors = library({ mostErrors: 3 });
/** Introspection nests deep by itself, and is left alone by limiters. */
export const shallow = library({
  refuses: (document, source) =>
    depthOf(document) > 8 && !source.includes('__schema') ? 'The document is too deep.' : undefined,
});
export const flat = library({ sdl: FLAT });
/** Each level of books is ten times as large as the one above. */
export const multiplying = library({ each: 10 });
export const byGetOnly = library({ byGet: true, byPost: false });
export const none: LabApp = { routes: (_request, response) => response.writeHead(404).end('{}') };
