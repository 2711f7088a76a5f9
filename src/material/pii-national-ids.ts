/** One country's number for a person: the plain field names that announce it, and the rule that its digits obey. */
export interface NationalId {
  readonly name: string;
  readonly field: RegExp;
  readonly valid: (value: string) => boolean;
}

const digitsOf = (value: string) => value.replace(/[ .\-/]/g, '');

/** Numbers from advertising and documentation that were never a person's. */
const KNOWN_SAMPLES = new Set(['078051120', '219099999', '123456789', '987654321', '111111111', '457555462']);

/** Social Security Administration: areas 000, 666 and 9xx, group 00 and serial 0000 are never given. */
export function isSsn(value: string): boolean {
  return (
    /^(?!000|666|9\d\d)\d{3}([- ]?)(?!00)\d\d\1(?!0000)\d{4}$/.test(value) &&
    !KNOWN_SAMPLES.has(digitsOf(value)) &&
    !/^(\d)\1+$/.test(digitsOf(value))
  );
}

function isCpf(value: string): boolean {
  const digits = digitsOf(value);
  if (!/^\d{11}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  return [9, 10].every((length) => {
    const sum = weighted(digits.slice(0, length), (at) => length + 1 - at);
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  });
}

function isDni(value: string): boolean {
  const [, letter = '', digits = '', control] = /^([XYZ]?)(\d{7,8})-?([A-Z])$/i.exec(value.trim()) ?? [];
  if (letter.length + digits.length !== 8 || control === undefined) return false;
  const number = Number(`${letter === '' ? '' : 'XYZ'.indexOf(letter.toUpperCase())}${digits}`);
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === control.toUpperCase() && number !== 12345678;
}

function isBsn(value: string): boolean {
  const digits = digitsOf(value);
  return (
    /^\d{9}$/.test(digits) &&
    !KNOWN_SAMPLES.has(digits) &&
    weighted(digits, (at) => (at === 8 ? -1 : 9 - at)) % 11 === 0
  );
}

function isPesel(value: string): boolean {
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];
  return (
    /^\d{11}$/.test(value) && !/^(\d)\1+$/.test(value) && weighted(value, (at) => weights[at] ?? 0) % 10 === 0
  );
}

function isNir(value: string): boolean {
  const digits = digitsOf(value);
  if (!/^[1-478]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)\d{10}$/.test(digits) || digits.length !== 15) return false;
  return 97n - (BigInt(digits.slice(0, 13)) % 97n) === BigInt(digits.slice(13));
}

function isNino(value: string): boolean {
  return (
    /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]$/i.test(value) &&
    !/123456/.test(digitsOf(value))
  );
}

const ODD_VALUES = 'BAKPLCQDREVOSFTGUHMINJWZYX';

function isCodiceFiscale(value: string): boolean {
  const code = value.toUpperCase();
  if (!/^[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]$/.test(code)) return false;
  let sum = 0;
  for (let at = 0; at < 15; at += 1) {
    const character = code[at] ?? '';
    const rank = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    sum += at % 2 === 1 ? rank : ODD_VALUES.indexOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ'[rank] ?? '');
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}

function weighted(digits: string, weight: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) sum += Number(digits[at]) * weight(at);
  return sum;
}

/** Digits alone are no evidence: each counts only under a field name of its own. */
export const NATIONAL_IDS: readonly NationalId[] = [
  { name: 'US social security number', field: /^(?:.*ssn|socialsecurity(?:no|num|number)?)$/, valid: isSsn },
  {
    name: 'UK national insurance number',
    field: /^(?:nino|nationalinsurance(?:no|num|number)?)$/,
    valid: isNino,
  },
  { name: 'Brazilian CPF', field: /^(?:.*cpf|cpf(?:no|num|number|numero)?)$/, valid: isCpf },
  { name: 'Spanish DNI or NIE', field: /^(?:dni|nie|nif|documento)$/, valid: isDni },
  { name: 'Dutch BSN', field: /^(?:bsn|burgerservicenummer)$/, valid: isBsn },
  { name: 'Polish PESEL', field: /^pesel$/, valid: isPesel },
  { name: 'French social security number', field: /^(?:nir|numerosecu(?:rite)?(?:sociale)?)$/, valid: isNir },
  { name: 'Italian codice fiscale', field: /^(?:codicefiscale|cf|fiscalcode)$/, valid: isCodiceFiscale },
];

/** True for the numbers that need no name to be told: by their writing, or by check digits that chance seldom meets. */
export function isPersonNumber(written: string): boolean {
  if (/^\d{3}-\d{2}-\d{4}$/.test(written)) return !/^(?:000|666|9)|-00-|-0000$/.test(written);
  return (
    isNino(written) || isCodiceFiscale(written) || isNir(written) || (/\./.test(written) && isCpf(written))
  );
}
