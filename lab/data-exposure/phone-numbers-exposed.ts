import { serving } from './serving.ts';

const NUMBERS = ['+44 20 7946 1234', '+1 415 867 5309', '0049 30 901820'];

export const list = serving({ '/users': NUMBERS.map((phone, id) => ({ id, firstName: 'Ada', phone })) });
export const shops = serving({
  '/users': NUMBERS.map((phone) => ({ shop: 'Bletchley', phone, city: 'London' })),
});
export const fiction = serving({
  '/users': ['415-555-0100', '415-555-0101', '415-555-0102'].map((phone) => ({
    email: 'a@example.com',
    phone,
  })),
});
export const other = serving({
  '/users': NUMBERS.map((orderNumber) => ({ email: 'a@example.com', orderNumber })),
});
