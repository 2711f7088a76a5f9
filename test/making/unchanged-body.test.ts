import { describe, expect, test } from 'vitest';
import { carefullyUnchangedBody, unchangedBody } from '../../src/making/unchanged-body.ts';
import type { Operation } from '../../src/openapi/operation.ts';

const TEXT = { type: 'string' };

function write(
  method: string,
  properties: Record<string, object>,
  required: readonly string[] = [],
): Operation {
  return {
    ...{ id: `${method} /rooms/{no}`, method, path: '/rooms/{no}', server: 'http://lab.example' },
    ...{ source: 'spec', parameters: [], responses: [], deprecated: false, tags: [] },
    bodies: [{ mediaType: 'application/json', schema: { type: 'object', properties, required } }],
  };
}

describe('a body that changes nothing', () => {
  const room = { id: 7, name: 'Blue', seats: 8, keys: ['a'], code: '****12', serial: 2 ** 60 };
  const members = { name: TEXT, seats: { type: 'integer' } };

  test('holds what is shown and taken, and nothing else', () => {
    expect(unchangedBody(write('PATCH', members), undefined, [room])).toEqual({ name: 'Blue', seats: 8 });
  });

  test('is none where something is demanded that is not shown', () => {
    const wanting = write('PATCH', { ...members, reason: TEXT }, ['reason']);
    expect(unchangedBody(wanting, undefined, [room])).toBeUndefined();
  });

  test('leaves out what only the service sets', () => {
    const taken = { ...members, id: { type: 'integer', readOnly: true } };
    expect(unchangedBody(write('PATCH', taken), undefined, [room])).toEqual({ name: 'Blue', seats: 8 });
  });

  test('of another’s thing holds no list, no part of a secret and no number that was rounded', () => {
    const taken = {
      name: TEXT,
      keys: { type: 'array', items: TEXT },
      code: TEXT,
      serial: { type: 'integer' },
    };
    expect(carefullyUnchangedBody(write('PATCH', taken), undefined, [room])).toEqual({ name: 'Blue' });
  });

  test('is none for a PUT of another’s thing that would lose what is not shown', () => {
    expect(carefullyUnchangedBody(write('PUT', members), undefined, [room])).toEqual({
      name: 'Blue',
      seats: 8,
    });
    const hidden = { ...members, password: TEXT };
    expect(carefullyUnchangedBody(write('PUT', hidden), undefined, [room])).toBeUndefined();
    const listed = { ...members, keys: { type: 'array', items: TEXT } };
    expect(carefullyUnchangedBody(write('PUT', listed), undefined, [room])).toBeUndefined();
  });
});
