import { boundedPages, linked, readings, settings, short, whole } from '../../../lab/rate-limiting/lists.ts';
import { missingPagination } from '../../../src/checks/rate-limiting/missing-pagination.ts';
import { testRule } from '../../rule-test.ts';

testRule(missingPagination, {
  'fires on a long list without pages': { lab: whole, fires: { confidence: 'likely', at: ['GET /items'] } },
  'silent on a short list': { lab: short, fires: false },
  'fires on a long list of readings': { lab: readings, fires: { at: ['GET /items'] } },
  'silent on a table of settings, which grows with nothing': { lab: settings, fires: false },
  'silent where the answer links on': { lab: linked, fires: false },
  'silent where the document knows pages': { lab: boundedPages, fires: false },
});
