import { believesQuery, ignoresQuery, refusesOthers } from '../../../lab/bola/object-id-in-query.ts';
import { ada, correct } from '../../../lab/bola/orders-api.ts';
import { objectIdInQuery } from '../../../src/checks/bola/object-id-in-query.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada] };

testRule(objectIdInQuery, {
  'fires where the query names the user': {
    lab: believesQuery,
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['GET /invoices'] },
  },
  'silent where the query is ignored': { lab: ignoresQuery, options, fires: false },
  'silent where others are refused': { lab: refusesOthers, options, fires: false },
  'untested without such a parameter': { lab: correct, options, fires: false, skipped: /user ID/ },
});
