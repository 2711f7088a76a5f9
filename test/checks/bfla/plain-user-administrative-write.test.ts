import { expect } from 'vitest';
import { boss, user } from '../../../lab/bfla/back-office.ts';
import * as lab from '../../../lab/bfla/front-desk.ts';
import * as gifts from '../../../lab/bfla/gift-desk.ts';
import * as grants from '../../../lab/bfla/grants-office.ts';
import * as rules from '../../../lab/bfla/house-rules.ts';
import * as list from '../../../lab/bfla/price-list.ts';
import * as stock from '../../../lab/bfla/stock-room.ts';
import { parcels } from '../../../lab/identities/parcels.ts';
import { plainUserAdministrativeWrite } from '../../../src/checks/bfla/plain-user-administrative-write.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' as const, identities: [user] };

testRule(plainUserAdministrativeWrite, {
  'fires where any account may write, and changes nothing': {
    lab: lab.unguarded,
    options,
    fires: {
      severity: 'high',
      confidence: 'confirmed',
      at: ['PATCH /rooms/{no}', 'PATCH /macros/{slug}', 'POST /admin/notices', 'DELETE /admin/notices/{id}'],
    },
    looked: '5 of 5 writes that are not for every user',
    also: () => expect([lab.unguarded.changes(), lab.unguarded.left()]).toEqual([0, 0]),
  },
  'fires at an own object where every read of the same group of the document is refused': {
    lab: parcels({ scans: true }),
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /parcels/{id}/scans'] },
    also: ([finding]) =>
      expect(finding?.locations[0]?.evidenceSummary).toContain('the document lists it under “desk”'),
  },
  'silent where it is refused as that group is': {
    lab: parcels(),
    options: { mode: 'active' },
    fires: false,
    looked: '1 of 1 writes that are not for every user',
  },
  'silent where the role is checked': {
    lab: lab.guarded,
    options,
    fires: false,
    looked: '5 of 5 writes that are not for every user',
    also: () => expect([lab.guarded.changes(), lab.guarded.left()]).toEqual([0, 0]),
  },
  'silent where logins are asked for first, and nothing is written any more': {
    lab: lab.withoutMacros,
    options,
    fires: false,
    looked: '4 of 5 writes that are not for every user',
  },
  'silent where the body is read before it is asked who writes': {
    lab: lab.checkingBodies,
    options,
    fires: false,
  },
  'silent at what nobody calls the desk’s': {
    lab: lab.forEverybody,
    options,
    fires: { at: ['DELETE /admin/notices/{id}', 'POST /admin/notices'] },
  },
  'fires where anybody announces what he may not take back': {
    lab: lab.announcingAnything,
    options,
    fires: { severity: 'medium', confidence: 'likely', at: ['POST /announcements'] },
  },
  'silent on a board where everybody takes down his own': {
    lab: lab.blackboard,
    options,
    fires: false,
    looked: '5 of 5 writes that are not for every user',
  },
  'fires where what could do nothing is looked for, or read': {
    lab: stock.keptOpen,
    options,
    fires: {
      severity: 'high',
      confidence: 'likely',
      at: ['DELETE /admin/parts/{partId}', 'POST /admin/keepers', 'POST /admin/parts/{partId}/scrap'],
    },
    looked: '5 of 6 writes that are not for every user',
    also: () => expect(stock.keptOpen.changes()).toBe(0),
  },
  'silent where it is asked first who asks': {
    lab: stock.kept,
    options,
    fires: false,
    looked: '5 of 6 writes that are not for every user',
    also: () => expect(stock.kept.changes()).toBe(0),
  },
  'silent where the thing is looked for first': { lab: stock.lookingFirst, options, fires: false },
  'silent where the body is read first': { lab: stock.readingFirst, options, fires: false },
  'silent where whoever may not is told that nothing is there': {
    lab: stock.hiding,
    options,
    fires: false,
    skipped: /no similar operation rejects/,
  },
  'fires where a body without anything is taken, and says what may be left': {
    lab: stock.takingAnything,
    options,
    fires: { confidence: 'likely', at: ['POST /admin/keepers'] },
    also: () => expect(stock.takingAnything.changes()).toBe(1),
  },
  'fires where users set the prices of what administrators keep': {
    lab: list.pricedByAnybody,
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['PATCH /articles/{id}'] },
    looked: '3 of 3 writes that are not for every user',
    also: () => expect(list.pricedByAnybody.prices()).toEqual([4_200, 8_900]),
  },
  'silent where administrators alone set them': {
    lab: list.pricedByAdministrators,
    options,
    fires: false,
    looked: '3 of 3 writes that are not for every user',
    also: () => expect(list.pricedByAdministrators.prices()).toEqual([4_200, 8_900]),
  },
  'silent where users sell such things too': { lab: list.pricedBySellers, options, fires: false },
  'fires where a user replaces what he may not read, as an administrator reads it': {
    lab: rules.replacedByAnybody,
    options: { ...options, identities: [user, boss] },
    fires: { confidence: 'likely', at: ['PUT /house-rules'] },
    also: () => expect(rules.replacedByAnybody.rules()).toEqual({ quietFrom: '22:00', mostGuests: 4 }),
  },
  'silent where he may not replace it either': {
    lab: rules.replacedByAdministrators,
    options: { ...options, identities: [user, boss] },
    fires: false,
    looked: '1 of 1 writes that are not for every user',
  },
  'fires where a user makes once what the document leaves to managers, and nothing removes it': {
    lab: gifts.issuedByAnybody,
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['POST /gift-cards'] },
    also: () => expect(gifts.issuedByAnybody.issued).toHaveLength(1),
  },
  'silent where it is refused once the body is right': {
    lab: gifts.issuedByManagers,
    options,
    fires: false,
    skipped: /order of the checks/,
    also: () => expect(gifts.issuedByManagers.issued).toHaveLength(0),
  },
  'makes nothing where the document leaves it to nobody': {
    lab: gifts.issuedForOneself,
    options,
    fires: false,
    skipped: /no write that is not for every user/,
    also: () => expect(gifts.issuedForOneself.issued).toHaveLength(0),
  },
  'fires where a user grants what he asked for, which the document leaves to staff': {
    lab: grants.grantedByAnybody,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /applications/{ref}/approve'] },
    looked: '1 of 1 writes that are not for every user',
    also: ([finding]) =>
      expect(finding?.locations[0]?.evidenceSummary).toContain('stage: submitted → funded'),
  },
  'silent where staff alone grants it': {
    lab: grants.grantedByBoard,
    options,
    fires: false,
    looked: '1 of 1 writes that are not for every user',
    also: () => expect(grants.grantedByBoard.granted()).toBe(0),
  },
  'fires where a user grants himself what waits for somebody else, whatever the document says': {
    lab: grants.grantedToOneself,
    options,
    fires: { severity: 'medium', confidence: 'likely', at: ['POST /applications/{ref}/approve'] },
    also: () => expect(grants.grantedToOneself.granted()).toBe(1),
  },
  'silent where others may grant it, and nobody his own': {
    lab: grants.grantedByOthers,
    options,
    fires: false,
    looked: '1 of 1 writes that are not for every user',
  },
  'silent where nothing waits for anybody': {
    lab: grants.ownPlans,
    options,
    fires: false,
    skipped: /nothing about it awaits/,
  },
  'untested with an administrator': {
    lab: lab.unguarded,
    options: { ...options, identities: [boss] },
    fires: false,
    skipped: /regular user/,
  },
  'sends nothing in safe mode': {
    lab: lab.unguarded,
    options: { identities: [user] },
    fires: false,
    skipped: /--active/,
  },
});
