import { expect, test } from 'vitest';
import { pathSpellings } from '../../src/checks/path-spellings.ts';

/** Every spelling of one URL, as it goes on the wire. */
const SPELT: readonly (readonly [what: string, path: string])[] = [
  ['a trailing slash', '/api/users/'],
  ['upper case in the last segment', '/api/USERS'],
  ['upper case throughout', '/API/USERS'],
  ['a double slash at the start', '//api/users'],
  ['a double slash before the last segment', '/api//users'],
  ['a double slash at the end', '/api/users//'],
  ['/./ at the start', '/./api/users'],
  ['/./ before the last segment', '/api/./users'],
  ['/. at the end', '/api/users/.'],
  ['%2e before the last segment', '/api/%2e/users'],
  ['a dot-dot segment', '/api/mb/../users'],
  ['an encoded dot-dot segment', '/api/mb/%2e%2e/users'],
  ['an encoded slash', '/api/%2fusers'],
  ['..;/ after the first segment', '/mb/..;/api/users'],
  ['a ;parameter', '/api/users;mb=1'],
  ['a ;parameter in the first segment', '/api;mb=1/users'],
  ['/; at the start', '/;/api/users'],
  ['an encoded first letter of the last segment', '/api/%75sers'],
  ['an encoded first letter', '/%61pi/users'],
  ['a doubly encoded letter', '/api/%2575sers'],
  ['.json at the end', '/api/users.json'],
  ['.html at the end', '/api/users.html'],
  ['an encoded space at the end', '/api/users%20'],
  ['an encoded tab at the end', '/api/users%09'],
  ['an encoded null byte at the end', '/api/users%00'],
  ['a trailing question mark', '/api/users%3f'],
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
  expect(spelt).not.toContain('upper case in the last segment');
  expect(spelt).not.toContain('upper case throughout');
  expect(spelt).not.toContain('a double slash before the last segment');
  expect(pathSpellings('http://127.0.0.1:9/')).toEqual([]);
});
