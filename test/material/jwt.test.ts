import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeJwt,
  encodeJwt,
  findSecret,
  jwtsIn,
  withBrokenSignature,
  withChangedMiddle,
} from '../../src/material/jwt.ts';
import { commonSecrets } from '../../src/material/jwt-secrets.ts';

const header = { alg: 'HS256', typ: 'JWT' };

/** RFC 7515 appendix A.1, whose key is not text; and the best known sample of all. */
const SAMPLE =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c';

describe('tokens', () => {
  test('what is written can be read, and its secret found', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string({ minLength: 1 }),
        (payload, secret) => {
          const jwt = decodeJwt(encodeJwt(header, payload, { kind: 'hmac', secret }));
          expect(jwt?.payload).toEqual(JSON.parse(JSON.stringify(payload)));
          expect(jwt && findSecret(jwt, ['wrong', secret])).toBe(secret);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('arbitrary text never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeJwt(text)));
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => void decodeJwt(`${a}.${b}.${c}`)),
    );
  });

  test('a broken signature differs in the bytes it stands for', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (secret) => {
        const jwt = decodeJwt(encodeJwt(header, { sub: '1' }, { kind: 'hmac', secret }));
        const broken = jwt && decodeJwt(withBrokenSignature(jwt));
        expect(broken && findSecret(broken, [secret])).toBeUndefined();
        expect(broken?.signature.length).toBe(jwt?.signature.length);
      }),
    );
  });

  test('a changed middle is always a change', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(withChangedMiddle(value)).not.toBe(value);
      }),
    );
  });

  test('all tokens of a text are found once', () => {
    expect(jwtsIn(`{"a":"${SAMPLE}","b":"${SAMPLE}"} eyJ.nothing.x`).map(({ token }) => token)).toEqual([
      SAMPLE,
    ]);
  });
});

describe('common secrets', () => {
  test('open the sample that everybody copies', () => {
    const jwt = decodeJwt(SAMPLE);
    expect(jwt && findSecret(jwt, commonSecrets())).toBe('your-256-bit-secret');
  });

  test.each(['', 'secret', 'random', 'changeme', 'petshop-secret'])('hold %j', (secret) => {
    expect(commonSecrets(['Petshop']).has(secret)).toBe(true);
  });

  test('do not hold a random one', () => {
    const jwt = decodeJwt(encodeJwt(header, {}, { kind: 'hmac', secret: 'kB2!xTq9#Lw7pZr4' }));
    expect(jwt && findSecret(jwt, commonSecrets(['Petshop']))).toBeUndefined();
  });
});
