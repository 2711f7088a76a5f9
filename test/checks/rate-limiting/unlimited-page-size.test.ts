import {
  boundedPages,
  ignoringSize,
  repeatingBesideFilter,
  repeatingSize,
  sayingBound,
  short,
  unboundedPages,
} from '../../../lab/rate-limiting/lists.ts';
import { unlimitedPageSize } from '../../../src/checks/rate-limiting/unlimited-page-size.ts';
import { testRule } from '../../rule-test.ts';

testRule(unlimitedPageSize, {
  'fires where the size is obeyed': {
    lab: unboundedPages,
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'fires where the size is repeated as accepted': {
    lab: repeatingSize,
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'fires where a filter beside it leaves nothing': {
    lab: repeatingBesideFilter(Number.POSITIVE_INFINITY),
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'silent where it is bounded beside a filter': { lab: repeatingBesideFilter(50), fires: false },
  'silent where it is bounded': { lab: boundedPages, fires: false },
  'silent where the bound is named': { lab: sayingBound, fires: false },
  'silent where the parameter is ignored': { lab: ignoringSize, fires: false },
  'does not look without such a parameter': { lab: short, fires: false, skipped: /no parameter/ },
});
