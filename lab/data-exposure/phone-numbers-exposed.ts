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
/** Offices are written to at addresses of their own. */
export const branches = serving({
  '/users': NUMBERS.map((phone, at) => ({
    slug: ['leeds', 'york', 'hull'][at],
    city: ['Leeds', 'York', 'Hull'][at],
    phone,
    email: `service-${['leeds', 'york', 'hull'][at]}@bletchley.org.uk`,
    opens: '09:00',
  })),
});
export const desks = serving({
  '/users': NUMBERS.map((phone, at) => ({
    slug: ['leeds', 'york', 'hull'][at],
    phone,
    email: `${['leeds', 'york', 'hull'][at]}@bletchley.org.uk`,
  })),
});
export const companies = serving({
  '/users': NUMBERS.map((phone) => ({
    company: 'Bletchley Ltd',
    customerId: 7,
    phone,
    email: 'ada.l@bletchley.org.uk',
  })),
});
/** Whoever wrote the review, inside each of them. */
export const reviewers = serving({
  '/users': NUMBERS.map((phone, at) => ({ id: at, stars: 5, reviewer: { patientId: `p-${at}`, phone } })),
});
/** Fictional in North America, and anybody's in Berlin. */
export const abroad = serving({
  '/users': ['+49 30 5550100', '+49 30 5550101', '+49 30 5550102'].map((phone) => ({
    firstName: 'Ada',
    phone,
  })),
});
