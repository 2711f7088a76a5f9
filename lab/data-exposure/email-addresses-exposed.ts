import { guarded, serving } from './serving.ts';

const people = ['ada.lovelace', 'grace.hopper', 'alan.turing'].map((name) => ({
  name,
  email: `${name}@bletchley.org.uk`,
}));

export const list = serving({ '/users': people });
export const toUser = serving({ '/users': guarded(people) });
export const service = serving({
  '/users': {
    contact: 'support@bletchley.org.uk',
    more: [
      'info@bletchley.org.uk',
      'sales@bletchley.org.uk',
      'no-reply@bletchley.org.uk',
      'ada@example.com',
      'bob@example.org',
      'logo@2x.png',
    ],
  },
});
export const single = serving({ '/users': { owner: 'ada.lovelace@bletchley.org.uk' } });
/** Shown so that nobody can write there. */
export const maskedAddresses = serving({
  '/users': [
    '***in@bletchley.org.uk',
    '***der@bletchley.org.uk',
    'a…ing@bletchley.org.uk',
    'jxxxxn@bletchley.org.uk',
    'k...er@bletchley.org.uk',
    'grace@x***y.org.uk',
  ],
});
