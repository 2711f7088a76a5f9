import * as lab from '../../../lab/rate-limiting/graphql.ts';
import { graphqlDepth } from '../../../src/checks/rate-limiting/graphql-depth.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlDepth, {
  'fires on twelve levels': { lab: lab.unbatched, fires: { severity: 'info', confidence: 'confirmed' } },
  'weighs more where each level multiplies, and asks no deeper': {
    lab: lab.multiplying,
    fires: { severity: 'low' },
  },
  'silent where depth is limited': { lab: lab.shallow, fires: false, looked: '1 of 1 GraphQL endpoints' },
  'says where no type leads back': { lab: lab.flat, fires: false, skipped: /refers back to itself/ },
});
