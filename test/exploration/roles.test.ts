import { expect, test } from 'vitest';
import { isPlainUser, isPrivileged } from '../../src/checks/roles.ts';
import type { Surface } from '../../src/discovery/surface.ts';
import type { ExplorationRecord } from '../../src/exploration/record.ts';
import { createRoles } from '../../src/exploration/roles.ts';
import { anonymous, type Identity } from '../../src/identities/identity.ts';

const tokenOf = (role: string) =>
  `${[
    { alg: 'HS256', typ: 'JWT' },
    { sub: '7', role },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')}.c2ln`;
const named = (name: string, role: string): Identity => ({
  name,
  credentials: [{ kind: 'bearer', token: tokenOf(role) }],
});
const rolesOf = (...users: readonly Identity[]) => {
  const surface = { operations: [], identities: [anonymous, ...users] } as unknown as Surface;
  return createRoles()
    .inferred(surface, {} as ExplorationRecord)
    .slice(1);
};

test.each([
  ['a word that both users have is what users are called here', ['owner', 'owner'], [false, false]],
  ['a word that one of them has alone sets him above', ['member', 'owner'], [false, true]],
  ['an administrator is one, though both are', ['admin', 'admin'], [true, true]],
])('%s', (_what, roles, privileged) => {
  const read = rolesOf(...roles.map((role, at) => named(`user-${at}`, role)));
  expect(read.map(({ role }) => role)).toEqual(roles);
  expect(read.map(isPrivileged)).toEqual(privileged);
  expect(read.map(isPlainUser)).toEqual(privileged.map((is) => !is));
});

test('what somebody who has just registered has is what users are called, whoever else is above', () => {
  const account = { user: 'mb1', password: 'x', ids: {} };
  const fresh = ['a', 'b'].map((name) => ({ ...named(name, 'host'), role: 'user', account }));
  const read = rolesOf(named('given', 'host'), named('desk', 'support'), ...fresh);
  expect(read.map(isPrivileged)).toEqual([false, true, false, false]);
});
