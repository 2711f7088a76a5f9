import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { type Visitor, visitorOf } from './browser-client.ts';
import type { Client } from './serving.ts';

/** Signs in with the key of the client. */
export async function signedIn(client: Client): Promise<Visitor> {
  const visitor = visitorOf(client.url);
  await visitor.get('/sign-in');
  await visitor.send('/sign-in', { key: client.key });
  return visitor;
}

export interface Filled {
  readonly api: string;
  readonly scans: readonly string[];
  /** Of the finding that is open. */
  readonly finding: string;
  /** Every page there is, filled. */
  readonly pages: readonly string[];
}

const OTHER = '1123456789abcdef';
const GONE = '2123456789abcdef';

/** An API with three uploaded results in which every free text is `words`: what a hostile target could bring into a page. */
export async function filled(client: Client, words: string, url: string): Promise<Filled> {
  const at = (day: number, findings: ReturnType<typeof exampleFinding>[], value: number) => {
    const base = exampleResult(words);
    const identities = ['anonymous', words].map((name) => ({ name, proof: words }));
    return exampleResult(words, {
      id: `${url.length}-${day}-${Math.abs(hashOf(words + url))}`,
      startedAt: `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`,
      target: { url, scope: [new URL(url).origin] },
      surface: { ...base.surface, identities },
      score: { ...base.score, value, label: words, grade: value > 80 ? 'B' : 'C' },
      partial: words,
      checks: base.checks.map((check, n) => (n === 0 ? { ...check, title: words, score: value } : check)),
      operations: base.operations.map((one) => ({
        ...one,
        access: identities.map(({ name }) => ({
          identity: name,
          result: day === 3 ? ('allowed' as const) : ('denied' as const),
        })),
      })),
      findings,
    });
  };
  const finding = exampleFinding(words);
  const elsewhere = (fingerprint: string) => ({
    fingerprint,
    locations: finding.locations.map((place) => ({ ...place, fingerprint })),
  });
  const other = { ...finding, ...elsewhere(OTHER), rule: 'other-rule', severity: 'critical' as const };
  const gone = { ...finding, ...elsewhere(GONE), rule: 'third-rule', severity: 'low' as const };
  const scans: string[] = [];
  let api = '';
  for (const result of [
    at(1, [finding, gone], 60),
    at(2, [finding], 85),
    at(3, [finding, other, gone], 70),
  ]) {
    const { status, body, text } = await client.ask('POST', '/api/v1/results', result);
    if (status !== 201) throw new Error(text);
    scans.push(body.id);
    api = body.api;
  }
  const name = words.replaceAll(/\p{Cc}|\p{Surrogate}/gu, '').slice(0, 180) || 'x';
  const labels = [name.slice(0, 60)];
  await client.ask('PATCH', `/api/v1/apis/${api}`, { name, owner: name, labels, publicBadge: true });
  await client.ask('POST', `/api/v1/apis/${api}/releases`, {
    name: name.slice(0, 100),
    at: '2026-11-02T12:00:00Z',
  });
  const { body } = await client.ask('GET', `/api/v1/findings?api=${api}&open=true`);
  const reason = `${name}, because`;
  await client.ask('PUT', `/api/v1/findings/${body.items[0].id}/state`, { state: 'accepted', reason });
  const id = body.items[1].id;
  return {
    api,
    scans,
    finding: id,
    pages: [
      '/',
      `/?search=${encodeURIComponent(name)}`,
      '/apis/new',
      `/apis/${api}`,
      `/apis/${api}/edit`,
      `/scans/${scans[2]}`,
      `/compare?before=${scans[0]}&after=${scans[2]}`,
      `/compare?before=${scans[1]}&after=${scans[2]}`,
      '/scans',
      `/scans?api=${api}`,
      '/findings',
      `/findings?api=${api}&state=all&search=${encodeURIComponent(name.slice(0, 4))}`,
      `/findings/${id}`,
      `/findings/${body.items[0].id}`,
      '/account',
      '/no-such-page',
    ],
  };
}

function hashOf(text: string): number {
  return [...text].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) | 0, 7);
}
