import { expect } from 'vitest';
import {
  behindCopies,
  nothingFits,
  othersIgnored,
  ownerBeside,
  shownFieldsOnly,
  unfiltered,
  unknownIgnored,
} from '../../../lab/input-validation/lookup-injection.ts';
import { lookupInjection } from '../../../src/checks/input-validation/lookup-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const fires = { severity: 'high', confidence: 'confirmed', at: ['GET /books'] } as const;
const silent = { options: active, fires: false } as const;

testRule(lookupInjection, {
  'fires on the password of an owner': { lab: ownerBeside, options: active, fires },
  'fires where unknown names are ignored': { lab: unknownIgnored, options: active, fires },
  'fires behind what the paths name': {
    lab: behindCopies,
    options: active,
    fires,
    also: ([finding]) =>
      expect(finding?.locations[0]?.evidenceSummary).toMatch(/copies__loans__member__password__startswith/),
  },
  'silent on lookups of fields that are shown': { lab: shownFieldsOnly, ...silent },
  'silent where all other names are ignored': { lab: othersIgnored, ...silent },
  'silent where other names fit nothing': { lab: nothingFits, ...silent },
  'silent where the query is not looked at': { lab: unfiltered, ...silent },
  'skipped in safe mode': { lab: ownerBeside, fires: false, skipped: /--active/ },
});
