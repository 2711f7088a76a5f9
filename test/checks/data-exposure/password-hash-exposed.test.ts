import { expect } from 'vitest';
import * as lab from '../../../lab/data-exposure/password-hash-exposed.ts';
import { asUser } from '../../../lab/data-exposure/serving.ts';
import { passwordHashExposed } from '../../../src/checks/data-exposure/password-hash-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(passwordHashExposed, {
  'fires on bcrypt': {
    lab: lab.bcrypt,
    path: '/users/1',
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires on Argon2': { lab: lab.argon, path: '/users/1', fires: true },
  'fires on a digest under a telling name': { lab: lab.md5, path: '/users/1', fires: true },
  'is medium where the owner alone reads it': {
    lab: lab.ownHash,
    path: '/me',
    options: asUser,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /me'] },
  },
  'is high where one user reads several': {
    lab: lab.everybodysHashes,
    path: '/users',
    options: asUser,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /users'] },
  },
  'is high on digests behind a mark, nested in a list': {
    lab: lab.marked,
    path: '/teams/7/members',
    fires: { severity: 'high', confidence: 'confirmed' },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('several records'),
  },
  'is high in an export as CSV': {
    lab: lab.csvOfMembers,
    path: '/members.csv',
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /members.csv'] },
    also: ([finding]) =>
      expect(finding?.locations[0]?.evidenceSummary).toBe('password hashes of several records.'),
  },
  'silent on an export without digests': { lab: lab.csvOfDates, path: '/members.csv', fires: false },
  'silent on marks before what is no password’s': { lab: lab.notHashes, path: '/users/1', fires: false },
  'silent on other digests': { lab: lab.digests, path: '/users/1', fires: false },
  'silent on prices and policies': { lab: lab.prices, path: '/users/1', fires: false },
});
