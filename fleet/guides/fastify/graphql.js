// region: fixed
import { GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql';
import mercurius from 'mercurius';
import { loaders, resolvers, schema } from './graphql-schema.js';

/** A rule of validation: queries beyond it are refused before they run. */
const fewAliases = (most) => (context) => {
  let count = 0;
  return {
    Field(node) {
      if (node.alias) count += 1;
      if (count === most + 1) context.reportError(new GraphQLError(`At most ${most} aliases`));
    },
  };
};

/** Registered where the check of the token holds. */
export const graphql = (app) =>
  app.register(mercurius, {
    schema,
    resolvers,
    loaders,
    context: ({ user }) => ({ user }),
    graphiql: false,
    errorHandler: false, // your own error handler: no "Did you mean …?", and 401 keeps its headers
    allowBatchedQueries: false,
    queryDepth: 6,
    validationRules: [NoSchemaIntrospectionCustomRule, fewAliases(5)],
  });
// endregion

/** The flaws: as deep, as often and as many at once as the client likes. */
export const openGraphql = (app) =>
  app.register(mercurius, {
    schema,
    resolvers,
    loaders,
    context: ({ user }) => ({ user }),
    graphiql: true,
    allowBatchedQueries: true,
  });
