import { serving } from './serving.ts';

export const births = serving({
  '/patients': [{ email: 'ada@bletchley.org.uk', date_of_birth: '1985-12-10', bloodType: 'AB+' }],
});
export const authors = serving({ '/patients': [{ author: 'Mary Shelley', birthdate: '1797-08-30' }] });
export const adverts = serving({ '/patients': [{ job: 'Engineer', salary: 90000, email: null }] });
export const empty = serving({
  '/patients': [{ email: 'ada@bletchley.org.uk', date_of_birth: null, diagnosis: '' }],
});
