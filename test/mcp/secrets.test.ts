import { expect, test } from 'vitest';
import { permittedSecrets } from '../../src/mcp/secrets.ts';

const env = { MIDDLEBRICK_TOKEN: 'ours', SHOP_TOKEN: 'listed', CLOUD_KEY: 'not for us' };

test.each([
  ['env:MIDDLEBRICK_TOKEN', 'ours'],
  ['env:SHOP_TOKEN', 'listed'],
  ['as it stands', 'as it stands'],
])('reads %s', (written, value) => {
  expect(permittedSecrets(env, ['SHOP_TOKEN'])(written, 'bearer')).toBe(value);
});

test.each([
  ['env:CLOUD_KEY', /bearer: the variable CLOUD_KEY is not set aside/],
  ['env:MIDDLEBRICK_NONE', /MIDDLEBRICK_NONE is not set/],
  ['-', /standard input is taken/],
])('refuses %s, without a value in the sentence', (written, says) => {
  const read = () => permittedSecrets(env, ['SHOP_TOKEN'])(written, 'bearer');
  expect(read).toThrow(says);
  expect(read).not.toThrow(/not for us/);
});
