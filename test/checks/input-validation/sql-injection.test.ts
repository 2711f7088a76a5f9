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
    looked: '1 of 1 parameters',
  },
  'silent on a list of columns that refuses others': {
    lab: refusedColumns,
    options: active,
    fires: false,
    looked: '2 of 2 parameters',
  },
  'silent on columns picked out of the value': {
    lab: lenientColumns,
    options: active,
    fires: false,
    looked: '1 of 1 parameters',
  },
  'silent on rows in no stable order': {
    lab: shuffledRows(),
    options: active,
    fires: false,
    looked: '2 of 2 parameters',
  },
  'silent on a quoted column that is not there': {
    lab: quotedColumn,
    options: active,
    fires: false,
    looked: '1 of 1 parameters',
  },
  'silent on bound parameters': { lab: bound, options: active, fires: false },
  'silent on a search engine': { lab: searchEngine, options: active, fires: false },
  'silent behind a firewall': { lab: firewall, options: active, fires: false },
  'silent where answers are slow by chance': { lab: slowByChance(), options: active, fires: false },
  'skipped in safe mode': { lab: inPath, fires: false, skipped: /--active/ },
});
