import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/http/exchange.ts';
import { createLifeline } from '../../src/http/lifeline.ts';
import type { FailureCode } from '../../src/http/transport-failure.ts';
import { TransportFailure } from '../../src/http/transport-failure.ts';
import { answered } from '../answered.ts';

const ORIGIN = 'http://api.example';
const request = (path: string): HttpRequest => ({ method: 'GET', url: ORIGIN + path, headers: [] });
const failure = (code: FailureCode, brokeOff?: boolean) =>
  new TransportFailure(code, `it ${code}.`, brokeOff === undefined ? {} : { brokeOff });
const answer = (path: string) => ({ ...answered({}), request: request(path) });

/** A lifeline whose target answers these, one after the other, and then the last for ever. */
function watching(...says: (boolean | undefined)[]) {
  const asked: string[] = [];
  const line = createLifeline(async (origin) => {
    asked.push(origin);
    return says.length > 1 ? says.shift() : says[0];
  });
  return { line, asked };
}

describe('whether a target is gone', () => {
  test.each<[FailureCode, number]>([
    ['refused', 1],
    ['reset', 1],
    ['timeout', 6],
    ['unresolved', 6],
    ['unavailable', 16],
  ])('%s makes it ask after so many in a row: %i', async (code, many) => {
    const { line, asked } = watching(true);
    for (let time = 1; time < many; time += 1) await line.failed(ORIGIN, failure(code), request('/a'));
    expect(asked).toEqual([]);
    expect(await line.failed(ORIGIN, failure(code), request('/a'))).toBe(false);
    expect(asked).toEqual([ORIGIN]);
    expect(line.lost(ORIGIN)).toBeUndefined();
  });

  test('an answer between them begins the row anew', async () => {
    const { line, asked } = watching(true);
    for (let time = 0; time < 12; time += 1) {
      await line.failed(ORIGIN, failure('timeout'), request('/a'));
      if (time % 5 === 4) line.answered(ORIGIN, answer('/b'));
    }
    expect(asked).toEqual([]);
  });

  test.each<FailureCode>(['budget', 'tls', 'not-http', 'aborted'])('%s says nothing of it', async (code) => {
    const { line, asked } = watching(false);
    for (let time = 0; time < 20; time += 1) await line.failed(ORIGIN, failure(code), request('/a'));
    expect(asked).toEqual([]);
    expect(line.lost(ORIGIN)).toBeUndefined();
  });

  test('where it never answered there is nothing to ask: only many failures tell', async () => {
    const { line } = watching(undefined);
    for (let time = 1; time < 6; time += 1)
      await line.failed(ORIGIN, failure('refused'), request(`/${time}`));
    expect(line.lost(ORIGIN)).toBeUndefined();
    await line.failed(ORIGIN, failure('refused'), request('/6'));
    expect(line.lost(ORIGIN)).toBe('api.example stopped answering: it refused.');
    expect(line.lost('http://other.example')).toBeUndefined();
    expect(line.deaths()).toEqual([]);
  });

  test('one that was away and is back may be asked again, and what it died at is kept', async () => {
    const { line } = watching(false, true);
    line.answered(ORIGIN, answer('/before'));
    expect(await line.failed(ORIGIN, failure('reset'), request('/crash'))).toBe(true);
    expect(line.lost(ORIGIN)).toBeUndefined();
    expect(line.deaths()).toMatchObject([
      { origin: ORIGIN, suspects: [{ url: `${ORIGIN}/crash` }], after: 'it reset.', cameBack: true },
    ]);
    expect(line.deaths()[0]?.before.request.url).toBe(`${ORIGIN}/before`);
  });

  test('who was there at three deaths is asked no more, and what it outlived is no suspect', async () => {
    const { line } = watching(false, true, false, true, false, true, false, true);
    line.answered(ORIGIN, answer('/fine'));
    const again = [];
    for (let time = 0; time < 3; time += 1)
      again.push(await line.failed(ORIGIN, failure('reset'), request('/crash')));
    expect(again).toEqual([true, true, false]);
    expect(await line.failed(ORIGIN, failure('reset'), request('/fine'))).toBe(true);
    expect(line.deaths().map(({ suspects }) => suspects.length)).toEqual([1, 1, 1, 0]);
  });

  test('another body at the same address is another suspect, though the service outlived the first', async () => {
    const { line } = watching(false, true);
    const login = (body: string) => ({ ...request('/login'), method: 'POST', body });
    line.answered(ORIGIN, { ...answer('/login'), request: login('{"email":"ada@example.com"}') });
    await line.failed(ORIGIN, failure('reset'), login('{}'));
    expect(line.deaths().map(({ suspects }) => suspects.map(({ body }) => body))).toEqual([['{}']]);
  });

  test('who found it gone did not end it: only requests whose connection broke are suspects, each once', async () => {
    const { line } = watching(false, true);
    line.answered(ORIGIN, answer('/before'));
    await Promise.all([
      line.failed(ORIGIN, failure('reset'), request('/crash')),
      line.failed(ORIGIN, failure('reset'), request('/crash')),
      line.failed(ORIGIN, failure('refused'), request('/late')),
      line.failed(ORIGIN, failure('refused', true), request('/broke')),
    ]);
    expect(line.deaths().map(({ suspects }) => suspects.map(({ url }) => url))).toEqual([
      [`${ORIGIN}/crash`, `${ORIGIN}/broke`],
    ]);
  });
});
