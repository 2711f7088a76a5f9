import { expect, test } from 'vitest';
import { pathSpellings } from '../../src/checks/path-spellings.ts';

/** Every spelling of one URL, as it goes on the wire. */
const SPELT: readonly (readonly [what: string, path: string])[] = [
  ['a slash at its end', '/api/users/'],
  ['capitals in its last part', '/api/USERS'],
  ['capitals throughout', '/API/USERS'],
  ['two slashes at its start', '//api/users'],
  ['two slashes before its last part', '/api//users'],
  ['two slashes at its end', '/api/users//'],
  ['/./ at its start', '/./api/users'],
  ['/./ before its last part', '/api/./users'],
  ['/. at its end', '/api/users/.'],
  ['%2e before its last part', '/api/%2e/users'],
  ['a step down and up again', '/api/mb/../users'],
  ['an encoded step down and up again', '/api/mb/%2e%2e/users'],
  ['an encoded slash', '/api/%2fusers'],
  ['..;/ after a first part', '/mb/..;/api/users'],
  ['a ;parameter', '/api/users;mb=1'],
  ['a ;parameter in its first part', '/api;mb=1/users'],
  ['/; at its start', '/;/api/users'],
  ['an encoded first letter of its last part', '/api/%75sers'],
  ['an encoded first letter', '/%61pi/users'],
  ['a doubly encoded letter', '/api/%2575sers'],
  ['.json at its end', '/api/users.json'],
  ['.html at its end', '/api/users.html'],
  ['an encoded space at its end', '/api/users%20'],
  ['an encoded tab at its end', '/api/users%09'],
  ['an encoded zero byte at its end', '/api/users%00'],
  ['a bare question mark at its end', '/api/users%3f'],
  ['a backslash', '/api/%5cusers'],
];

test('each spelling is one of these, and each of these is spelt', () => {
  const url = 'http://127.0.0.1:9/api/users?page=1';
  expect(pathSpellings(url).map(([what, respell]) => [what, respell(url)])).toEqual(
    SPELT.map(([what, path]) => [what, `http://127.0.0.1:9${path}?page=1`]),
  );
});

test('a spelling that another gave already is left out, and one that changes nothing', () => {
  const spelt = pathSpellings('http://127.0.0.1:9/7').map(([what]) => what);
  expect(spelt).not.toContain('capitals in its last part');
  expect(spelt).not.toContain('capitals throughout');
  expect(spelt).not.toContain('two slashes before its last part');
  expect(pathSpellings('http://127.0.0.1:9/')).toEqual([]);
});
