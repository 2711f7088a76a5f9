// region: fixed
import { blockFieldSuggestionsPlugin } from '@escape.tech/graphql-armor-block-field-suggestions';
import { costLimitPlugin } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesPlugin } from '@escape.tech/graphql-armor-max-directives';
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens';
import { NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { schema } from './graphql-schema.js';

export const graphql = createYoga({
  schema,
  cors: false, // otherwise Yoga answers every origin, with credentials, beside your own rules
  graphiql: false,
  landingPage: false,
  batching: false,
  plugins: [
    { onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule) },
    blockFieldSuggestionsPlugin(),
    // Queries beyond these are refused before they run.
    maxDepthPlugin({ n: 6 }),
    maxAliasesPlugin({ n: 5 }),
    maxDirectivesPlugin({ n: 10 }),
    maxTokensPlugin({ n: 300 }),
    costLimitPlugin({ maxCost: 1_000 }),
  ],
});
// endregion

/** The flaws: as deep, as often and as many at once as the client likes. */
export const openGraphql = createYoga({ schema, batching: { limit: 1_000 }, maskedErrors: false });
