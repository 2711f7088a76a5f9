import * as lab from '../../../lab/rate-limiting/graphql.ts';
import { graphqlDirectiveOverloading } from '../../../src/checks/rate-limiting/graphql-directive-overloading.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlDirectiveOverloading, {
  'fires on ten errors': { lab: lab.unbatched, fires: { severity: 'info', confidence: 'confirmed' } },
  'silent where directives are limited': {
    lab: lab.fewDirectives,
    fires: false,
    looked: '1 of 1 GraphQL endpoints',
  },
  'silent where validation ends early': {
    lab: lab.fewErrors,
    fires: false,
    looked: '1 of 1 GraphQL endpoints',
  },
});
