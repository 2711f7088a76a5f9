import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commonSecrets } from '../../src/material/jwt-secrets.ts';

/** Written down once more: one that gets lost is a service that anybody can sign for and that passes. */
const SAMPLES = JSON.parse(
  readFileSync(join(import.meta.dirname, 'jwt-secrets.json'), 'utf8'),
) as readonly (readonly string[])[];

test('the secrets of manuals and templates are tried, and the blank one', () => {
  expect([...commonSecrets()].sort()).toEqual(['', ...SAMPLES.flat()].sort());
  expect(SAMPLES.flat().length).toBe(new Set(SAMPLES.flat()).size);
});

const AROUND_SHOP =
  'shop shop-secret shop_secret shopsecret shop-secret-key shop_secret_key shopsecretkey shop-key shop_key shopkey shop-jwt shop_jwt shopjwt shop-jwt-secret shop_jwt_secret shopjwtsecret shop-token shop1 shop123 shop1234 shop2024 shop2025 shop2026 shop! shop@123 secret-shop secret_shop secretshop my-shop myshop shop-api shopapi shop-dev shop-prod'.split(
    ' ',
  );

test('and what is commonly made of a name of the project', () => {
  const known = commonSecrets();
  const more = [...commonSecrets(['shop'])].filter(
    (secret) => !known.has(secret) && secret === secret.toLowerCase(),
  );
  expect(more.sort()).toEqual(AROUND_SHOP.filter((secret) => !known.has(secret)).sort());
});

test.each('Pet Store,Pet,Store,pet,store,petstore,pet-store,pet_store,PetStore,PETSTORE'.split(','))(
  'Pet Store is also written %s',
  (spelling) => expect(commonSecrets(['Pet Store'])).toContain(`${spelling}-secret`),
);
