import {
  blind,
  bound,
  findingNobody,
  firewall,
  inNumber,
  inPath,
  inPattern,
  quoteParity,
  searchEngine,
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
  'silent on bound parameters': { lab: bound, options: active, fires: false },
  'silent on a search engine': { lab: searchEngine, options: active, fires: false },
  'silent behind a firewall': { lab: firewall, options: active, fires: false },
  'silent where answers are slow by chance': { lab: slowByChance(), options: active, fires: false },
  'skipped in safe mode': { lab: inPath, fires: false, skipped: /--active/ },
});
