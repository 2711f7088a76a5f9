import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cardIssuer,
  findCards,
  findIbans,
  findPersonalAddresses,
  isIban,
  luhn,
} from '../../src/material/pii.ts';
import { isSsn, NATIONAL_IDS } from '../../src/material/pii-national-ids.ts';

describe('card numbers', () => {
  test.each([
    ['4539148803436467', 'Visa'],
    ['5425233430109903', 'Mastercard'],
    ['2223003122003222', 'Mastercard'],
    ['378282246310005', 'American Express'],
    ['6011000990139424', 'Discover'],
    ['30569309025904', 'Diners Club'],
    ['3566002020360505', 'JCB'],
  ])('%s is of %s', (digits, issuer) => expect(cardIssuer(digits)).toBe(issuer));

  test.each([
    '4539148803436468',
    '1234567812345670',
    '0000000000000000',
    '9999999999999995',
    '45391488034364',
  ])('%s is of nobody', (digits) => expect(cardIssuer(digits)).toBeUndefined());

  test('one changed digit breaks the check digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'4539148803436467'];
        digits[at] = String((Number(digits[at]) + by) % 10);
        return !luhn(digits.join(''));
      }),
    );
  });

  test.each([
    '{"order":"4539148803436467"}',
    '{"card":"gold","invoiceNumber":4539148803436467}',
    'snowflake 4539148803436467',
    '{"cardId":"4539148803436467"}',
    '{"card":"4539148803436467.5"}',
    '{"card":"a4539148803436467"}',
  ])('%s names no card number', (text) => expect(findCards(text)).toEqual([]));

  test.each([
    '{"pan": "4539 1488 0343 6467"}',
    '{"creditCardNumber":4539148803436467}',
    'VISA: 4539-1488-0343-6467.',
  ])('%s names one', (text) => expect(findCards(text)).toHaveLength(1));
});

describe('bank accounts', () => {
  test.each([
    'DE89 3704 0044 0532 0130 00',
    'GB82WEST12345698765432',
    'NO9386011117947',
    'FR1420041010050500013M02606',
  ])('%s is right', (iban) => expect(isIban(iban)).toBe(true));
  test.each([
    'DE89370400440532013001',
    'DE8937040044053201300',
    'XX82WEST12345698765432',
    'GB82west12345698765432',
  ])('%s is wrong', (iban) => expect(isIban(iban)).toBe(false));
  test('is found in text', () => expect(findIbans('to DE02 1203 0000 0000 2020 51, thanks')).toHaveLength(1));
});

describe('national ids', () => {
  const valid = (name: string, value: string) =>
    NATIONAL_IDS.find((id) => id.name.includes(name))?.valid(value);
  test.each([
    ['CPF', '529.982.247-25', '529.982.247-26'],
    ['DNI', '00000001R', '00000001S'],
    ['DNI', 'X1234567L', 'X1234567M'],
    ['BSN', '111222333', '111222334'],
    ['PESEL', '44051401359', '44051401358'],
    ['French', '255081416802538', '255081416802539'],
    ['codice', 'RSSMRA85T10A562S', 'RSSMRA85T10A562T'],
    ['insurance', 'AA 11 22 33 C', 'BG 11 22 33 C'],
  ])('%s: %s is right and %s is not', (name, right, wrong) => {
    expect(valid(name, right)).toBe(true);
    expect(valid(name, wrong)).toBe(false);
  });
  test.each([
    '000-12-3456',
    '666-12-3456',
    '900-12-3456',
    '123-00-4567',
    '123-45-0000',
    '078-05-1120',
    '123-45-6789',
    '12-345-6789',
  ])('%s is nobody’s', (value) => expect(isSsn(value)).toBe(false));
  test('an ordinary one counts', () => expect(isSsn('536-90-4399')).toBe(true));
});

describe('addresses', () => {
  test('are told from roles, reserved domains and file names', () => {
    const text =
      'Ada.Lovelace@bletchley.org.uk, support@bletchley.org.uk, bob@example.com, logo@2x.png, "\\ngrace@bletchley.org.uk", @handle, a@b';
    expect(findPersonalAddresses(text)).toEqual(['ada.lovelace@bletchley.org.uk', 'grace@bletchley.org.uk']);
  });
  test('any text is read without failing', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => findPersonalAddresses(text).length >= 0 && findCards(text).length >= 0,
      ),
    );
  });
});
