import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedLab, serveLab } from '../../lab/app.ts';
import { createShop } from '../../lab/shop/shop.ts';
import { SWITCHES } from '../../lab/shop/switches.ts';
import { CHECKS } from '../../src/checks/index.ts';
import { type Asking, askingOf, type Shows } from './asking.ts';
import { SHOWN_ACCOUNTS } from './shown-accounts.ts';
import { SHOWN_OBJECTS } from './shown-objects.ts';
import { SHOWN_SERVICES } from './shown-services.ts';

const SHOWN: Shows = { ...SHOWN_ACCOUNTS, ...SHOWN_OBJECTS, ...SHOWN_SERVICES };
const RULES = new Set(CHECKS.flatMap(({ rules }) => rules.map(({ id }) => id)));

const wellKept = createShop();
let kept: ServedLab;
beforeAll(async () => {
  kept = await serveLab(wellKept);
});
afterAll(() => kept.close());

const isShown = async (name: string, asking: Asking) => (await SHOWN[name]?.(asking)) ?? false;

test.each(SWITCHES.map(({ name, says }) => [name, says]))('%s: %s', async (name) => {
  const shop = createShop([name]);
  const lab = await serveLab(shop);
  const withIt = await isShown(name, askingOf(lab.url, shop)).finally(() => lab.close());
  expect(withIt).toBe(true);
  expect(await isShown(name, askingOf(kept.url, wellKept))).toBe(false);
});

test('every switch has a name of its own and rules that there are', () => {
  const names = SWITCHES.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(Object.keys(SHOWN).sort()).toEqual(names.toSorted());
  expect(SWITCHES.flatMap(({ rules }) => rules.filter((rule) => !RULES.has(rule)))).toEqual([]);
  expect(() => createShop(['no-such-switch'])).toThrow('no switch is called no-such-switch');
});
