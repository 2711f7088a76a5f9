import { expect, test } from 'vitest';
import { jsonLinks } from '../../src/discovery/json-links.ts';

test.each([
  ['an index of routes', { routes: [{ href: '/v2/posts' }, { href: '/v2/tags' }] }, [false, false]],
  ['links of a home page', { _links: [{ rel: 'a', href: '/a' }] }, [false]],
  ['objects of a list', [{ id: 'anna', href: '/people/anna' }], [true]],
  ['objects below a name', { items: [{ url: '/people/anna' }] }, [true]],
  ['links of an object of a list', { items: [{ links: [{ href: '/people/anna' }] }] }, [true]],
  [
    'what is called as it is named',
    [{ tools_url: '/v1/tools{/tool}', lid_url: '/v1/lids', lids: '/v1/lids' }],
    [false, false, false],
  ],
])('%s', (_name, document, ofList) => {
  expect(jsonLinks(document).map((link) => link.ofList === true)).toEqual(ofList);
});
