import { describe, expect, test } from 'vitest';
import { singular, templatePath } from '../../src/discovery/path-template.ts';
import { isRisky } from '../../src/discovery/risky-path.ts';

describe('path templates', () => {
  test.each([
    ['/users/7', '/users/{id}'],
    ['/users/7/orders/12', '/users/{userId}/orders/{id}'],
    ['/v1/users', '/v1/users'],
    ['/files/0b7c9a52-3d1e-4f6a-9b8c-1d2e3f405162/raw', '/files/{id}/raw'],
    ['/docs/507f1f77bcf86cd799439011', '/docs/{id}'],
    ['/events/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/events/{id}'],
    ['/customers/cus_9s6XKzkNRiz8i3', '/customers/{id}'],
    ['/categories/3/boxes/4', '/categories/{categoryId}/boxes/{id}'],
    ['/decade/facade', '/decade/facade'],
    ['/oauth2/token', '/oauth2/token'],
    ['/', '/'],
    ['/users/', '/users/'],
  ])('%s is %s', (path, template) => expect(templatePath(path).template).toBe(template));

  test.each([
    ['users', 'user'],
    ['categories', 'category'],
    ['boxes', 'box'],
    ['address', 'address'],
    ['statuses', 'status'],
  ])('one of %s is a %s', (many, one) => expect(singular(many)).toBe(one));

  test.each([
    '/logout',
    '/auth/sign-out',
    '/users/7/delete',
    '/deleteUser',
    '/createdb',
    '/list?action=remove',
  ])('%s is left alone', (path) => expect(isRisky(path)).toBe(true));

  test.each(['/users', '/deleted-items', '/dropdown', '/removals', '/blog/outline', '/catalogue'])(
    '%s is asked',
    (path) => expect(isRisky(path)).toBe(false),
  );
});
