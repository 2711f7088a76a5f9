import { expect, test } from 'vitest';
import { statedAudience } from '../../src/openapi/stated-audience.ts';

const who = (operation: object, forbidden?: object) => statedAudience({ ...operation }, forbidden)?.who;

test.each([
  ['Staff only.', 'Staff'],
  ['All tenants (operators only)', 'operators'],
  ['The bill. Team owners only.', 'Team owners'],
  ['This is for administrators only', 'administrators'],
  ['Admins and managers only', 'Admins and managers'],
  ['Restricted to back-office', 'back-office'],
  ['Who had it (for the desk)', 'the desk'],
  ['Only administrators may read this', 'administrators'],
  ['Requires the role admin', 'admin'],
  ['Requires compliance role', 'compliance'],
  ['Admin rights required', 'Admin'],
  ['Attendees (organizer of the event)', 'organizer of the event'],
  ["@PreAuthorize hasRole('ADMIN')", "'ADMIN'"],
])('“%s” is for %s', (summary, audience) => {
  expect(who({ summary })).toBe(audience);
});

test.each([
  'Read only',
  'Patients and staff only',
  'The patient or staff only',
  'Appointments (patients: own; staff: all)',
  'Members only',
  'Search for managers',
  'Names of the managers',
  'Logged-in users only',
  'Products (only in stock)',
])('“%s” is for nobody in particular', (summary) => {
  expect(who({ summary })).toBeUndefined();
});

test('extensions and the meaning of 403 are read too', () => {
  expect(who({ 'x-roles': ['admin', 'auditor'] })).toBe('admin, auditor');
  expect(who({ 'x-required-role': 'admin' })).toBe('admin');
  expect(who({ 'x-roles': ['admin', 'user'] })).toBeUndefined();
  expect(who({}, { description: 'Staff only' })).toBe('Staff');
});
