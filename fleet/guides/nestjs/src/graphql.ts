// region: fixed
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';

export const Graphql = GraphQLModule.forRoot<ApolloDriverConfig>({
  driver: ApolloDriver,
  autoSchemaFile: true,
  graphiql: false,
  introspection: false,
  allowBatchedHttpRequests: false,
  hideSchemaDetailsFromClientErrors: true,
  includeStacktraceInErrorResponses: false,
  // Queries beyond these are refused before they run.
  validationRules: [maxDepthRule({ n: 6 }), maxAliasesRule({ n: 5 }), maxDirectivesRule({ n: 10 })],
});
// endregion

/** The flaws: as deep, as often and as many at once as the client likes. */
export const OpenGraphql = GraphQLModule.forRoot<ApolloDriverConfig>({
  driver: ApolloDriver,
  autoSchemaFile: true,
  introspection: true,
  allowBatchedHttpRequests: true,
  csrfPrevention: false,
  includeStacktraceInErrorResponses: true,
});
