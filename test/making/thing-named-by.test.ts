import { expect, test } from 'vitest';
import { nameOfThing } from '../../src/making/thing-named-by.ts';
import type { Operation } from '../../src/openapi/operation.ts';

const paths = ['/addresses/{id}', '/parcels/{no}', '/parcel-types/{code}'];
const operations = paths.map((path) => ({ method: 'GET', path }) as Operation);

test.each([
  ['addressId', 'addressId'],
  ['toAddressId', 'Address_Id'],
  ['billing_address', 'address'],
  ['returned_parcel_no', 'parcel_no'],
  ['insuredCents', 'insuredCents'],
  ['addressLabelColour', 'addressLabelColour'],
])('%s names what %s would', (name, thing) => expect(nameOfThing({ operations }, name)).toBe(thing));
