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
/** When a flat is taken, and by whom. */
export const stays = serving({
  '/users': [{ arrive: '2026-12-09', guest_name: 'Carla Nunes', guest_email: 'carla.nunes@stays.example' }],
});
/** When it is taken; and where the house is written to. */
export const taken = serving({
  '/users': {
    taken: [{ arrive: '2026-12-09', leave: '2026-12-12' }],
    contact_name: 'Reception',
    contact_email: 'carla.nunes@stays.example',
    customer_service_email: 'desk@stays.example',
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
/** Two comments, whose authors stand beside the text: made-up people of a test system, shown like real ones. */
export const commenters = serving({
  '/users': ['ada', 'grace'].map((author) => ({
    author,
    email: `${author}.l@example.org`,
    ip: '192.0.2.7',
    text: 'Lovely.',
  })),
});
export const reviewers = serving({
  '/users': {
    data: ['ada', 'grace'].map((name) => ({ stars: 5, reviewer: { email: `${name}.l@example.org` } })),
  },
});
/** Whom to write to about an event is published with it. */
export const contacts = serving({
  '/users': {
    data: ['opera', 'fair'].map((slug) => ({ slug, contact_email: `${slug}.desk@example.org` })),
    venues: ['hall', 'barn'].map((slug) => ({ slug, email: `${slug}@example.org`, city: 'Leeds' })),
    authors: ['a', 'g'].map((first) => ({ name: first, email: `${first}***@example.org` })),
  },
});
