import { expect, test } from 'vitest';
import { unshown } from './alternatives.ts';

test('an alternative without an example is named, at any depth', () => {
  expect(unshown(/^(?:get|put)$|a[b|(]c/, ['get', 'put', 'a|c'])).toEqual([]);
  expect(unshown(/^(?:get|put)$|a[b|(]c/, ['get', 'a|c'])).toEqual(['never needed: put']);
  expect(unshown(/one|two|three/, ['one', 'two'])).toEqual(['never needed: three']);
});

test('an example that matches by two alternatives shows neither', () => {
  expect(unshown(/error|err/, ['error'])).toEqual(['never needed: error', 'never needed: err']);
});

test('an example that does not match at all is named', () => {
  expect(unshown(/one/, ['two'])).toEqual(['no match: two']);
});
