import { expect } from 'vitest';
import { classes } from '../../../lab/identities/classes.ts';
import { parcels } from '../../../lab/identities/parcels.ts';
import * as lab from '../../../lab/input-validation/counted-orders.ts';
import { negativeQuantityAccepted } from '../../../src/checks/input-validation/negative-quantity-accepted.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' as const };
const looked = '1 of 1 operations that make something of a quantity';

const fewerSeats = classes({ fewer: true });

testRule(negativeQuantityAccepted, {
  'fires where the total is below zero, and leaves no order': {
    lab: lab.countingAnything,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /orders'] },
    looked,
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /items\[0\]\.quantity: -1 .* total .* is -240, compared with 240/,
      );
      expect(lab.countingAnything.left()).toBe(0);
    },
  },
  'is likely where no price is shown': {
    lab: lab.keepingAnything,
    options: active,
    fires: { severity: 'medium', confidence: 'likely', at: ['POST /orders'] },
    looked,
  },
  'silent where it is refused': { lab: lab.refusing, options: active, fires: false, looked },
  'silent where it is one all the same': {
    lab: lab.atLeastOne,
    options: active,
    fires: false,
    looked,
    also: () => expect(lab.atLeastOne.left()).toBe(0),
  },
  'silent where nothing is sold': { lab: lab.notSold, options: active, fires: false, looked },
  'leaves alone what goes both ways': {
    lab: lab.movingStock,
    options: active,
    fires: false,
    skipped: /no operation that makes something of a quantity/,
  },
  'fires where an insured value below zero makes the price less than nothing': {
    lab: parcels({ insured: true }),
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /parcels'] },
    looked,
    also: ([finding]) =>
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /insured_cents: -\d+ .* price_cents .* is -\d+, compared with/,
      ),
  },
  'silent where such a value is refused': { lab: parcels(), options: active, fires: false, looked },
  'sends nothing in safe mode': { lab: lab.countingAnything, fires: false, skipped: /--active/ },
  'fires where fewer seats than none of another’s class are paid for': {
    lab: fewerSeats,
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /classes/{id}/enrolments'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toContain('was 700 afterwards, 0');
      expect(fewerSeats.enrolled()).toEqual([]);
    },
  },
  'fires where the answer alone says what it costs': {
    lab: classes({ fewer: true, hidesCredit: true }),
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'likely', at: ['POST /classes/{id}/enrolments'] },
  },
  'untested where such seats are refused, and a new user can pay for none': {
    lab: classes(),
    options: { mode: 'active' },
    fires: false,
    skipped: /below an object of another user/,
  },
});
