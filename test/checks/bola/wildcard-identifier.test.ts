import { publicOrders } from '../../../lab/bola/orders-api.ts';
import {
  documentedSibling,
  firstPage,
  listedAnyway,
  searches,
  starMatchesAll,
} from '../../../lab/bola/wildcard-identifier.ts';
import { wildcardIdentifier } from '../../../src/checks/bola/wildcard-identifier.ts';
import { testRule } from '../../rule-test.ts';

testRule(wildcardIdentifier, {
  'fires where * is every object': {
    lab: starMatchesAll,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /orders/{id}'] },
  },
  'silent where identifiers are compared': { lab: publicOrders, fires: false },
  'silent on a documented place beside the objects': { lab: documentedSibling, fires: false },
  'untested where the open list shows its first page': { lab: firstPage, fires: false, skipped: /one page/ },
  'silent where everything is a search': { lab: searches, fires: false },
  'silent where the list shows as much': { lab: listedAnyway, fires: false },
});
