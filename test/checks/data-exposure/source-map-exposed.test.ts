import * as lab from '../../../lab/data-exposure/source-map-exposed.ts';
import { sourceMapExposed } from '../../../src/checks/data-exposure/source-map-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(sourceMapExposed, {
  'fires on a map with sources': { lab: lab.withMap, fires: { severity: 'low', confidence: 'confirmed' } },
  'silent without a map': { lab: lab.withoutMap, fires: false },
  'silent on a map without sources': { lab: lab.emptyMap, fires: false },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'says when there is no page': { lab: lab.noPage, skipped: /not an HTML page/, fires: false },
});
