import type { GraphQLFormattedError } from 'graphql';
import {
  buildSchema,
  graphqlSync,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { serving } from './serving.ts';

/** The reference implementation over a schema; `shown` is what of an error message goes out. */
function server(sdl: string, { introspection = false, shown = (message: string) => message } = {}) {
  const schema = buildSchema(sdl);
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  return serving({
    '/graphql': (c) => {
      const source = c.req.query('query');
      if (!source) return c.json({ errors: [{ message: 'Must provide query string.' }] }, 400);
      const problems = validate(schema, parse(source), rules).map(
        (error): GraphQLFormattedError => ({
          message: shown(error.message),
        }),
      );
      if (problems.length > 0) return c.json({ errors: problems }, 400);
      return c.json(graphqlSync({ schema, source }));
    },
  });
}

const SHOP = 'type Query { products: [String] orders: [String] }';
const withoutSuggestions = (message: string) => message.replace(/ ?Did you mean [^?]*\?/g, '');

export const suggesting = server(SHOP);
export const suggestingRareNames = server('type Query { flibbertigibbet: String }', { introspection: true });
export const silent = server(SHOP, { introspection: true, shown: withoutSuggestions });
/** Nothing can be told: names are unknown, and none is near a common one. */
export const closed = server('type Query { flibbertigibbet: String }');
export const none = serving({});
