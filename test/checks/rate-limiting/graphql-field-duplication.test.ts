import * as lab from '../../../lab/rate-limiting/graphql.ts';
import { graphqlFieldDuplication } from '../../../src/checks/rate-limiting/graphql-field-duplication.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlFieldDuplication, {
  'fires on a hundred': { lab: lab.unbatched, fires: { severity: 'info', confidence: 'confirmed' } },
  'silent where fields are limited': { lab: lab.fewFields, fires: false, looked: '1 of 1 GraphQL endpoints' },
});
