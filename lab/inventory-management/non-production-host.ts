import { serving } from '../data-exposure/serving.ts';

export const links = serving({ '/items': { self: 'https://staging-api.bletchley.org.uk/items' } });
export const ordinary = serving({
  '/items': {
    self: 'https://api.bletchley.org.uk/items',
    docs: 'https://developer.bletchley.org.uk/',
    contest: 'https://contest.bletchley.org.uk/',
    latest: 'https://latest.bletchley.org.uk',
    device: 'https://devices.bletchley.org.uk',
    example: 'https://dev.example.com',
  },
});
