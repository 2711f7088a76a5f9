import * as lab from '../../../lab/data-exposure/verbose-error.ts';
import { verboseError } from '../../../src/checks/data-exposure/verbose-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(verboseError, {
  'fires on MySQL': { lab: lab.mysql, path: '/items', fires: { severity: 'low', confidence: 'confirmed' } },
  'fires on PostgreSQL': { lab: lab.postgres, path: '/items', fires: true },
  'fires on SQLite': { lab: lab.sqlite, path: '/items', fires: true },
  'fires on MongoDB': { lab: lab.mongo, path: '/items', fires: true },
  'fires on the runtime': { lab: lab.javascript, path: '/items', fires: true },
  'silent on a message of its own': { lab: lab.plain, path: '/items', fires: false },
  'silent on like words': { lab: lab.wordy, path: '/items', fires: false },
  'silent on an article': { lab: lab.article, path: '/items', fires: false },
});
