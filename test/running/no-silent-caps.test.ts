import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Sources that hold this pattern, by path. */
function holding(pattern: RegExp, ...folders: string[]): string[] {
  return folders.flatMap((folder) => {
    const files = readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' });
    return files
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `src/${folder}/${name}`)
      .filter((path) => pattern.test(readFileSync(path, 'utf8')));
  });
}

const CUT = /\.slice\(0, ?(?:[A-Z]|\d)/;
/** Over several lines too. */
const LOOP_OVER_CUT =
  /for (?:await )?\(const [^;{}]{0,40}(?:\{[^{}]*\})? ?of [^;]{0,200}?\.slice\(\s*0, ?(?:[A-Z]|\d)/;

test('no kind of place is cut, and exploration asks everything', () => {
  expect(holding(/PlaceKind/, 'places').length).toBeGreaterThan(15);
  expect(holding(CUT, 'places', 'exploration')).toEqual([
    // Lists beside one operation, by which it is seen whether it keeps what it is sent.
    'src/places/answering-posts.ts',
    // A word of one name.
    'src/places/asking-posts.ts',
    // The others count as there, and say that they were not looked at.
    'src/places/made-bodies.ts',
    // Codes that the service showed: each try uses one up.
    'src/places/one-time-codes.ts',
    // Said in the result.
    'src/exploration/chosen-cookies.ts',
    // Names that one answer says are missing.
    'src/exploration/missing-parameters.ts',
    // Entries that a body may name: one of them is enough.
    'src/exploration/named-entries.ts',
    // Values of one more try, where none of its own is known.
    'src/exploration/next-request.ts',
    // What records of a kind usually hold: some of them tell.
    'src/exploration/seen-records.ts',
  ]);
});

test('no rule goes through a part of what there is: the runner does, and says so', () => {
  expect(holding(LOOP_OVER_CUT, 'checks').sort()).toEqual([
    // Tokens of one answer, which share their key; objects of one place, which one piece of code lets through.
    'src/checks/authentication/jwt-weak-secret.ts',
    // Texts of one answer.
    'src/checks/authentication/reset-secret.ts',
    'src/checks/bola/foreign-field-served.ts',
    // Others of one owner, at which it is seen whether they are kept from the asker.
    'src/checks/bola/party-named.ts',
    'src/checks/bola/private-objects.ts',
    'src/checks/bola/refused-object-listed.ts',
    // Names of one answer's fields.
    'src/checks/fields.ts',
  ]);
});

test('the loops that were there would be seen', () => {
  expect('for (const operation of objectMakers(surface).slice(0, ASKED)) {').toMatch(LOOP_OVER_CUT);
  expect(
    'for (const maker of makers(surface)\n  .filter((each) => isWritten(each))\n  .slice(0, KINDS)) {',
  ).toMatch(LOOP_OVER_CUT);
});

/** A part of a list, however it is written. */
const PART = /\.slice\(\s*0,\s*(?:[A-Z]|\d|atMost)|\bat < (?:[A-Z_]{3,}|atMost)/g;

/** Why these say no cut: what is left out is counted elsewhere, or nothing that could be looked at is left out. */
const PARTS: Readonly<Record<string, readonly [number, string]>> = {
  'src/discovery/absent.ts': [6, 'random letters of our own'],
  'src/discovery/ask-for-methods.ts': [1, 'the others are asked where the first are told anything'],
  'src/discovery/answer-shape.ts': [1, 'text of one value, to compare answers'],
  'src/discovery/credential-kind.ts': [1, 'text of one answer'],
  'src/discovery/described-links.ts': [1, 'text of one description'],
  'src/discovery/discover.ts': [1, 'directories to learn absence in'],
  'src/discovery/documentation-page.ts': [4, 'attempts to read one script as a document'],
  'src/discovery/doing-words.ts': [1, 'text of one name'],
  'src/discovery/example-paths.ts': [1, 'text of one description'],
  'src/discovery/find-spec.ts': [1, 'the usual places; the rare ones are asked too'],
  'src/discovery/given-documents.ts': [2, 'one line says how many there are, the result lists them'],
  'src/discovery/llm-endpoints.ts': [1, 'alternatives of one schema'],
  'src/discovery/named-documents.ts': [
    1,
    'links whose address sounds like a document; what is left the crawl asks',
  ],
  'src/discovery/read-lists.ts': [2, 'a first look: the exploration asks all'],
  'src/discovery/risky-path.ts': [1, 'words of one label'],
  'src/discovery/script-requests.ts': [2, 'text of one comment; what stands before an argument'],
  'src/discovery/settle-base.ts': [1, 'a sample that tells where the document lies, and is called so'],
  'src/discovery/settle-slashes.ts': [1, 'what is written otherwise is followed by the exploration'],
  'src/graphql/document.ts': [3, 'counted by selectedFields'],
  'src/graphql/given-schema.ts': [1, 'one question to each endpoint, to see whether the schema fits'],
  'src/graphql/operations.ts': [2, 'counted in leftOut'],
  'src/graphql/read-answer.ts': [1, 'errors of one answer, to see what it refuses'],
  'src/graphql/schema.ts': [1, 'counted by cutsOf'],
  'src/graphql/spoken-schema.ts': [2, 'counted in the cuts of the schema; the first letter of a name'],
  'src/graphql/suggested-schema.ts': [1, 'counted in the cuts of the schema'],
  'src/identities/challenge.ts': [1, 'text of one header'],
  'src/identities/client-certificate.ts': [1, 'a date'],
  'src/identities/context-headers.ts': [1, 'the name of a header'],
  'src/identities/cookie-guards.ts': [
    1,
    'a page and a few records that may hold one token: without it the refusals are said',
  ],
  'src/identities/credentials.ts': [1, 'a name in a sentence'],
  'src/identities/log-in.ts': [2, 'text of one page'],
  'src/identities/login-page.ts': [3, 'one page: a login that fails is said'],
  'src/identities/oauth-login.ts': [1, 'a word in a sentence'],
  'src/identities/other-forms.ts': [1, 'places at which one form is tried'],
  'src/identities/prove.ts': [2, 'one proof is enough; the sentence says how many were not asked'],
  'src/identities/refusal-reason.ts': [2, 'words in a sentence'],
  'src/identities/register.ts': [1, 'counted where none of them registers anybody'],
};

test('discovery, GraphQL and identities leave out nothing without saying so', () => {
  const folders = ['discovery', 'graphql', 'identities'];
  const counts = holding(/./, ...folders).flatMap((path) => {
    const found = readFileSync(path, 'utf8').match(PART) ?? [];
    return found.length === 0 ? [] : [[path, found.length] as const];
  });
  const listed = Object.entries(PARTS).map(([path, [count]]) => [path, count]);
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(listed));
  // Whoever leaves out what could be looked at, says it.
  expect(holding(/cuts\.(?:first|add)\(|cuts\?\.add\(/, ...folders).length).toBeGreaterThanOrEqual(4);
  expect('const lists = all.slice(0, LISTS_READ);').toMatch(PART);
  expect('all.filter((_, at) => at < LISTS_READ)').toMatch(PART);
});
