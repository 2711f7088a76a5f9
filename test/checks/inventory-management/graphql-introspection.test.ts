import { asAnnAndBob } from '../../../lab/graphql/shop.ts';
import * as lab from '../../../lab/inventory-management/graphql-introspection.ts';
import { graphqlIntrospection } from '../../../src/checks/inventory-management/graphql-introspection.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlIntrospection, {
  'fires by POST': {
    lab: lab.byPost,
    fires: { severity: 'info', confidence: 'confirmed' },
    looked: '1 of 1 GraphQL endpoints',
  },
  'fires where only GET is taken': { lab: lab.byGet, fires: true },
  'silent where it is off': { lab: lab.off, fires: false, looked: '1 of 1 GraphQL endpoints' },
  'silent where it is for users': {
    lab: lab.forUsers,
    options: asAnnAndBob,
    fires: false,
    looked: '1 of 1 GraphQL endpoints',
  },
});
