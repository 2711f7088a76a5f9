import { expect, test } from 'vitest';
import { signatureAlgorithm } from '../../src/http/signature-algorithm.ts';

/** Identifiers in their encoded form (X.690 section 8.19), as certificates carry them. */
const ENCODED: readonly (readonly [name: string, hex: string])[] = [
  ['md2WithRSAEncryption', '2a864886f70d010102'],
  ['md5WithRSAEncryption', '2a864886f70d010104'],
  ['sha1WithRSAEncryption', '2a864886f70d010105'],
  ['rsassaPss', '2a864886f70d01010a'],
  ['sha256WithRSAEncryption', '2a864886f70d01010b'],
  ['sha384WithRSAEncryption', '2a864886f70d01010c'],
  ['sha512WithRSAEncryption', '2a864886f70d01010d'],
  ['dsa-with-SHA1', '2a8648ce380403'],
  ['ecdsa-with-SHA1', '2a8648ce3d0401'],
  ['ecdsa-with-SHA256', '2a8648ce3d040302'],
  ['ecdsa-with-SHA384', '2a8648ce3d040303'],
  ['ecdsa-with-SHA512', '2a8648ce3d040304'],
  ['ED25519', '2b6570'],
  ['ED448', '2b6571'],
  // Of no name here: told by its numbers.
  ['2.5.4.3', '550403'],
  ['2.100.3', '813403'],
];

const element = (tag: number, content: Buffer) =>
  Buffer.concat([Buffer.from([tag, content.length]), content]);
const certificateWith = (tag: number, oid: string) =>
  element(
    0x30,
    Buffer.concat([
      element(0x30, Buffer.from('020101', 'hex')),
      element(0x30, element(tag, Buffer.from(oid, 'hex'))),
      element(0x03, Buffer.from('00', 'hex')),
    ]),
  );

test.each(ENCODED)('%s', (name, hex) => {
  expect(signatureAlgorithm(certificateWith(0x06, hex))).toBe(name);
});

test('what is no identifier, and what is cut off, has none', () => {
  const whole = certificateWith(0x06, '2b6570');
  expect(signatureAlgorithm(certificateWith(0x04, '2b6570'))).toBeUndefined();
  for (let length = 0; length < whole.length; length += 1)
    expect(signatureAlgorithm(whole.subarray(0, length)), `${length} bytes`).toBeUndefined();
});
