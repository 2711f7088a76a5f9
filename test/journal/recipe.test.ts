import { describe, expect, test } from 'vitest';
import { ownPath } from '../../src/identities/own-path.ts';
import { accountRecipe, isRemovable, placeOf, recipeFor } from '../../src/journal/recipe.ts';
import type { Operation, Parameter } from '../../src/openapi/operation.ts';

const SERVER = 'http://api.example/v1';

/** `GET /notes/{id} ?owner`: a required parameter of the query behind the path. */
function operation(written: string, server = SERVER): Operation {
  const [method = '', path = '', ...queries] = written.split(' ');
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
  }));
  const inQuery = queries.map((name) => ({ name: name.slice(1), in: 'query' as const, required: true }));
  const inHeader = path === '/me' ? [{ name: 'X-Lang', in: 'header' as const, required: true }] : [];
  const parameters: Parameter[] = [...inPath, ...inQuery, ...inHeader];
  return {
    id: written,
    method,
    path,
    server,
    source: 'spec',
    parameters,
    bodies: [],
    responses: [],
    deprecated: false,
    tags: [],
  };
}
const described = (...written: string[]) => ({ operations: written.map((one) => operation(one)) });
const at = (path: string) => SERVER + path;

describe('where one object is addressed', () => {
  test('with what reads and removes it, and the list that it stands in', () => {
    const api = described('GET /notes', 'GET /notes/{id}', 'PUT /notes/{id}', 'DELETE /notes/{id}');
    const place = { url: at('/notes/{}'), field: 'id', reads: true, removes: true, list: at('/notes') };
    expect(placeOf(operation('PUT /notes/{id}'), api)).toEqual(place);
    expect(placeOf(operation('PUT /notes/{id}/'), api)).toEqual({ ...place, url: at('/notes/{}/') });
    expect(placeOf(operation('POST /notes/{id}/publish'), api)).toEqual(place);
  });

  test.each<[string, string[], object]>([
    ['nothing reads it', ['DELETE /notes/{id}'], { reads: false, removes: true }],
    ['nothing removes it', ['GET /notes/{id}'], { reads: true, removes: false }],
    ['reading it does something', ['GET /logout/{id}'], { reads: false }],
    ['removing it takes what may be somebody’s', ['DELETE /notes/{id} ?owner_id'], { removes: false }],
    ['removing it takes what names nobody', ['DELETE /notes/{id} ?force'], { removes: true }],
    ['another parameter is another place', ['GET /notes/{slug}'], { reads: false }],
    ['a slash more is the same', ['GET /notes/{id}/'], { reads: true }],
  ])('%s', (_name, operations, expected) => {
    const own = operations[0]?.includes('logout') ? 'PUT /logout/{id}' : 'PUT /notes/{id}';
    expect(placeOf(operation(own), described(...operations))).toMatchObject(expected);
  });

  test.each<[string, string[]]>([
    ['one that has to be narrowed', ['GET /notes ?kind']],
    ['one of a part', ['GET /notes/{id}']],
    ['one that is not read', ['POST /notes']],
    ['one beside it', ['GET /notebooks']],
  ])('no list of it: %s', (_name, operations) => {
    expect(placeOf(operation('PUT /notes/{id}'), described(...operations))).not.toHaveProperty('list');
  });

  test('what another server has is another’s', () => {
    const others = {
      operations: ['GET /notes', 'GET /notes/{id}', 'DELETE /notes/{id}'].map((one) =>
        operation(one, 'http://b.example'),
      ),
    };
    expect(placeOf(operation('PUT /notes/{id}'), others)).toEqual({
      url: at('/notes/{}'),
      field: 'id',
      reads: false,
      removes: false,
    });
  });

  test.each([
    'PUT /notes',
    'PUT /users/{user}/notes/{id}',
    'PUT /notes/{id}/{part}',
    'PUT /notes/{id} ?owner_id',
  ])('nowhere for %s', (written) => expect(placeOf(operation(written), described())).toBeUndefined());
});

describe('how what was made is found again', () => {
  test('in lists, its own first, and at addresses beside it', () => {
    const api = described(
      'GET /tags',
      'GET /notes',
      'GET /notes/{id}',
      'DELETE /notes/{id}',
      'GET /tags/{id}',
      'DELETE /users/{user}/notes/{id}',
      'GET /search ?q',
      'GET /logout',
    );
    const recipe = recipeFor(operation('POST /notes'), api);
    expect(recipe.lists).toEqual([at('/notes'), at('/tags')]);
    expect(recipe.objects.map(({ url }) => url)).toEqual([at('/notes/{}')]);
    expect(recipe.self).toEqual([]);
    expect(isRemovable(recipe)).toBe(true);
    const register = recipeFor(operation('POST /notes/register'), api);
    expect(register.objects.map(({ url }) => url)).toEqual([at('/notes/{}')]);
    expect(register.lists[0]).toBe(at('/notes'));
    const others = recipeFor(operation('POST /notes', 'http://b.example'), api);
    expect(others.objects).toEqual([]);
  });

  test('lists are asked up to a number', () => {
    const api = described(...Array.from({ length: 12 }, (_, number) => `GET /list-${number}`));
    expect(recipeFor(operation('POST /notes'), api).lists).toHaveLength(8);
  });

  test('accounts by what they are called, and by themselves', () => {
    const api = described(
      'GET /users/{username}',
      'DELETE /accounts/{id}',
      'GET /orders/{id}',
      'GET /me',
      'DELETE /me',
      'DELETE /profile',
      'GET /account ?id',
      'POST /self',
      'GET /menu',
    );
    const recipe = accountRecipe(operation('POST /register'), api);
    expect(recipe.objects.map(({ url, reads, removes }) => ({ url, reads, removes }))).toEqual([
      { url: at('/users/{}'), reads: true, removes: false },
      { url: at('/accounts/{}'), reads: false, removes: true },
    ]);
    expect(recipe.self).toEqual([
      { url: at('/me'), reads: true, removes: true },
      { url: at('/profile'), reads: false, removes: true },
    ]);
    expect(recipe).not.toHaveProperty('login');
    const login = { request: { url: at('/login') }, token: { kind: 'bearer' as const } };
    expect(accountRecipe(operation('POST /users'), api, login)).toMatchObject({ login });
    // Of two ways to the same address, one.
    expect(accountRecipe(operation('POST /users'), api).objects).toHaveLength(2);
  });

  test.each([
    [[], [], false],
    [[{ removes: false }], [{ removes: false }], false],
    [[{ removes: true }], [], true],
    [[], [{ removes: true }], true],
  ])('objects %j and itself %j can be removed: %s', (objects, self, removable) => {
    expect(isRemovable({ lists: [], objects, self } as unknown as Parameters<typeof isRemovable>[0])).toBe(
      removable,
    );
  });
});

describe('a path of an account', () => {
  const account = { user: 'ada', password: '', ids: { id: '7', userUuid: 'u-7' } };
  test.each<[string, Record<string, string> | undefined]>([
    ['/users/{id}', { id: '7' }],
    ['/users/{user_uuid}', { user_uuid: 'u-7' }],
    ['/orders/{user_id}', { user_id: '7' }],
    ['/users/{username}', { username: 'ada' }],
    ['/users/{name}', { name: 'ada' }],
    ['/orders/{login}', { login: 'ada' }],
    ['/users/{email}', { email: 'ada@example.com' }],
    ['/orders/{id}', undefined],
    ['/orders/{name}', undefined],
    ['/users/{id}/orders/{order}', undefined],
    ['/users/{username}/v2/{id}', { username: 'ada', id: '7' }],
    ['/users/{id}.json', undefined],
    ['/users', undefined],
  ])('%s', (path, values) => {
    expect(ownPath(operation(`GET ${path}`), account)).toEqual(values);
  });

  test('without an identifier there is none', () => {
    expect(ownPath(operation('GET /users/{id}'), { ...account, ids: {} })).toBeUndefined();
  });
});

test('what a mutation makes is also removed at an address beside GraphQL', () => {
  const maker: Operation = { ...operation('POST /graphql/~query/order'), source: 'graphql' };
  const api = described('GET /orders', 'GET /orders/{id}', 'DELETE /orders/{id}', 'DELETE /users/{id}');
  expect(recipeFor(maker, api).objects).toEqual([
    { url: at('/orders/{}'), field: 'id', reads: true, removes: true, list: at('/orders') },
  ]);
});
