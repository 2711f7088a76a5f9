import { describe, expect, test } from 'vitest';
import { looksLikeError, looksLikeRefusal } from '../../src/answers/answers.ts';
import { answered } from '../answered.ts';

describe('a 200 that refuses says so', () => {
  const names = (text: string) => text.split(' ').map((name) => [name]);

  // What stands there is a code and no sentence, so that no field of sentences tells it.
  test.each(names('code status statusCode status_code errorCode error_code error type'))(
    'by a code under %s',
    (name) => {
      expect(looksLikeRefusal(answered({ [name]: 'access_denied' }))).toBe(true);
      expect(looksLikeRefusal(answered({ [name]: 'granted' }))).toBe(false);
    },
  );

  test.each(
    names(
      'error message msg detail details title reason description error_description errorMessage error_message',
    ),
  )('in words under %s', (name) => {
    expect(looksLikeRefusal(answered({ [name]: 'This is a note about tokens' }))).toBe(false);
    expect(looksLikeRefusal(answered({ [name]: 'Your token has expired' }))).toBe(true);
  });

  test('but not in words under another name', () => {
    expect(looksLikeRefusal(answered({ note: 'Your token has expired' }))).toBe(false);
  });

  test.each(names('data result results items records rows content payload value'))(
    'and not beside what was asked for, under %s',
    (name) => {
      const told = { message: 'Your token has expired', [name]: [{ id: 7 }] };
      expect(looksLikeRefusal(answered(told))).toBe(false);
      expect(looksLikeRefusal(answered({ ...told, [name]: [] }))).toBe(true);
    },
  );

  test.each(names('error errors fault meta detail status'))('in what is wrapped in %s', (name) => {
    expect(looksLikeRefusal(answered({ [name]: { message: 'Your token has expired' } }))).toBe(true);
    expect(looksLikeRefusal(answered({ other: { message: 'Your token has expired' } }))).toBe(false);
  });

  test.each(names('error errors fault exception Error'))('a failure under %s is one', (name) => {
    expect(looksLikeError(answered({ [name]: 'it broke' }))).toBe(true);
    expect(looksLikeError(answered({ [name]: null, id: 7 }))).toBe(false);
  });

  test('up to seven fields are a message, more are a record that holds one', () => {
    const wide = (count: number) =>
      Object.fromEntries(Array.from({ length: count - 1 }, (_, at) => [`field${at}`, at]));
    const message = 'Your token has expired';
    expect(looksLikeRefusal(answered({ message, ...wide(7) }))).toBe(true);
    expect(looksLikeRefusal(answered({ message, ...wide(8) }))).toBe(false);
  });
});
