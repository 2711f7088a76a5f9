import { expect } from 'vitest';
import { askedByHeader } from '../../../lab/input-validation/asked-by-header.ts';
import { captions } from '../../../lab/input-validation/captions.ts';
import {
  joinedBeforeDirection,
  joinedBesideDirection,
  joinedColumns,
  joinedDirection,
  joinedGroup,
  joinedLimit,
  joinedOrder,
  lenientColumns,
  listedColumns,
  quotedColumn,
  refusedColumns,
  shuffledRows,
  wordyIdentifier,
} from '../../../lab/input-validation/sql-identifiers.ts';
import {
  adding,
  addingBound,
  addingForGood,
  addingQuietly,
  askedAbout,
  bound as boundInBody,
  boundLogin,
  changing,
  closed,
  joinedLogin,
  keepingSearches,
  repeating,
  searched,
  searchedByForm,
  searchedDeep,
} from '../../../lab/input-validation/sql-in-bodies.ts';
import {
  blind,
  bound,
  findingNobody,
  firewall,
  inNumber,
  inPath,
  inPattern,
  listingNothing,
  quoteParity,
  searchEngine,
  searchPage,
  slowByChance,
  swallowing,
  wordy,
} from '../../../lab/input-validation/sql-injection.ts';
import { sqlInjection } from '../../../src/checks/input-validation/sql-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const keeping = keepingSearches();
const about = askedAbout();

const joinedCaption = captions(true);
const boundCaption = captions(false);

testRule(sqlInjection, {
  'fires on a path parameter': {
    lab: inPath,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users/{name}'] },
  },
  'fires where errors are swallowed': {
    lab: swallowing,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users/{name}'] },
  },
  'fires on a number': {
    lab: inNumber,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires in a pattern': {
    lab: inPattern,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires where the ordinary value finds nothing': {
    lab: findingNobody,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires on a syntax error of the database': {
    lab: wordy,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires on a wait that was asked for': {
    lab: blind,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'likely where only odd quotes break it': {
    lab: quoteParity,
    options: active,
    fires: { confidence: 'likely', at: ['GET /users'] },
  },
  'fires where a list without rows can only grow': {
    lab: listingNothing,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires on a page that has found nothing': {
    lab: searchPage,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires in ORDER BY': {
    lab: joinedOrder,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'fires in ORDER BY before a direction': {
    lab: joinedBeforeDirection,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'fires in ORDER BY with the direction in the value': {
    lab: joinedBesideDirection,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'fires in a direction': {
    lab: joinedDirection,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'fires in GROUP BY': {
    lab: joinedGroup,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'fires in a list of columns': {
    lab: joinedColumns,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'fires in LIMIT': {
    lab: joinedLimit,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'fires on a syntax error where a column stands': {
    lab: wordyIdentifier,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ships'] },
  },
  'silent on a list of columns that ignores others': {
    lab: listedColumns,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent on a list of columns that refuses others': {
    lab: refusedColumns,
    options: active,
    fires: false,
    looked: '2 of 2 parameters and properties of bodies',
  },
  'silent on columns picked out of the value': {
    lab: lenientColumns,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent on rows in no stable order': {
    lab: shuffledRows(),
    options: active,
    fires: false,
    looked: '2 of 2 parameters and properties of bodies',
  },
  'silent on a quoted column that is not there': {
    lab: quotedColumn,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent on bound parameters': { lab: bound, options: active, fires: false },
  'silent on a search engine': { lab: searchEngine, options: active, fires: false },
  'silent behind a firewall': { lab: firewall, options: active, fires: false },
  'silent where answers are slow by chance': { lab: slowByChance(), options: active, fires: false },
  'fires in a member of a body that searches': {
    lab: searched,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /people/search'] },
  },
  'fires in a member of an object in a list': {
    lab: searchedDeep,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /people/search'] },
  },
  'fires in a field of a form': {
    lab: searchedByForm,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /people/search'] },
  },
  'silent on bound values in a body': {
    lab: boundInBody,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where a body is repeated': {
    lab: repeating,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'looks at no body that nobody may send': {
    lab: closed,
    options: active,
    fires: false,
    skipped: /with 401/,
  },
  'asks an operation once that keeps what it is asked': {
    lab: keeping,
    options: active,
    fires: false,
    skipped: /says that something was made/,
    also: () => expect(keeping.kept()).toBe(1),
  },
  'asks about nobody whom the document names': {
    lab: about,
    options: active,
    fires: false,
    looked: '3 of 3 parameters and properties of bodies',
    also: () => {
      const named = about.owners().filter((owner) => owner === 7 || owner === 'ada@lab.example');
      expect([about.owners().length > 0, named]).toEqual([true, []]);
    },
  },
  'fires in a text beside a file, and takes the file away again': {
    lab: joinedCaption,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /pictures'] },
    also: () => expect(joinedCaption.left()).toBe(0),
  },
  'silent on a text beside a file that is bound': {
    lab: boundCaption,
    options: active,
    fires: false,
    looked: '2 of 2 parameters and properties of bodies',
    also: () => expect(boundCaption.left()).toBe(0),
  },
  'fires in a body that adds an object, and takes the object away again': {
    lab: adding,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /notes'] },
    also: () => expect(adding.left()).toBe(0),
  },
  'likely where only odd quotes break what adds': {
    lab: addingQuietly,
    options: active,
    fires: { confidence: 'likely', at: ['POST /notes'] },
    also: () => expect(addingQuietly.left()).toBe(0),
  },
  'silent on bound values that are added': {
    lab: addingBound,
    options: active,
    fires: false,
    also: () => expect(addingBound.left()).toBe(0),
  },
  'adds what cannot be removed once, and once more to change it': {
    lab: addingForGood,
    options: active,
    fires: false,
    also: () => expect(addingForGood.left()).toBeLessThanOrEqual(2),
  },
  'fires in a body that changes an object of the scan’s own': {
    lab: changing,
    options: active,
    fires: { confidence: 'confirmed', at: ['PATCH /notes/{id}'] },
    also: () => expect(changing.left()).toBe(0),
  },
  'fires in the name of a login': {
    lab: joinedLogin,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /login'] },
  },
  'silent on a bound name of a login': {
    lab: boundLogin,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: inPath, fires: false, skipped: /--active/ },
  'fires in a header': {
    lab: askedByHeader(findingNobody, 'header'),
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires in a cookie': {
    lab: askedByHeader(findingNobody, 'cookie'),
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'leaves headers alone in safe mode': {
    lab: askedByHeader(findingNobody, 'header'),
    fires: false,
    skipped: /--active/,
  },
});
