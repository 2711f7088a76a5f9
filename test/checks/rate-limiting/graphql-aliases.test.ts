import * as lab from '../../../lab/rate-limiting/graphql.ts';
import { graphqlAliases } from '../../../src/checks/rate-limiting/graphql-aliases.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlAliases, {
  'fires on ten results': { lab: lab.unbatched, fires: { severity: 'info', confidence: 'confirmed' } },
  'weighs more where each costs as much as the first': { lab: lab.costly, fires: { severity: 'low' } },
  'silent where aliases are limited': {
    lab: lab.fewAliases,
    fires: false,
    looked: '1 of 1 GraphQL endpoints',
  },
});
