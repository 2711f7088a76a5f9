import * as lab from '../../../lab/input-validation/graphql-simple-content-type.ts';
import { graphqlSimpleContentType } from '../../../src/checks/input-validation/graphql-simple-content-type.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlSimpleContentType, {
  'fires on a form': { lab: lab.form, fires: { severity: 'info', confidence: 'confirmed' } },
  'fires on plain text': { lab: lab.plain, fires: true },
  'weighs more where a cookie logs in': {
    lab: lab.form,
    options: {
      identities: [
        { name: 'ann', credentials: [{ kind: 'cookie', name: 'session', value: 'k7Jq2mVw9Xr4' }] },
      ],
    },
    fires: { severity: 'low' },
  },
  'silent where JSON alone is taken': { lab: lab.jsonOnly, fires: false, looked: '1 of 1 GraphQL endpoints' },
});
