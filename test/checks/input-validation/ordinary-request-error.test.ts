import {
  breaks,
  breaksAtFirst,
  nothingWorks,
  works,
} from '../../../lab/input-validation/ordinary-request-error.ts';
import { ordinaryRequestError } from '../../../src/checks/input-validation/ordinary-request-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(ordinaryRequestError, {
  'fires where every ordinary request breaks': {
    lab: breaks,
    fires: { severity: 'low', confidence: 'likely', at: ['GET /readings'] },
  },
  'silent where it works': { lab: works, fires: false, looked: '2 of 2 operations' },
  'silent where only the first answers break': { lab: breaksAtFirst(), fires: false },
  'says nothing where the whole service is down': {
    lab: nothingWorks,
    fires: false,
    skipped: /no operation of the service works/,
  },
});
