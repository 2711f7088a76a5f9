import { searching } from '../../../lab/input-validation/answering-posts.ts';
import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import {
  listing,
  operators,
  operatorsFindingNobody,
  plainValues,
  script,
} from '../../../lab/input-validation/nosql-injection.ts';
import { boundLogin, operatorsInLogin } from '../../../lab/input-validation/sql-in-bodies.ts';
import { nosqlInjection } from '../../../src/checks/input-validation/nosql-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(nosqlInjection, {
  'fires on query operators': {
    lab: operators,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires on query operators where the value finds nothing': {
    lab: operatorsFindingNobody,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'fires on a script': {
    lab: script,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'silent where only plain values count': { lab: plainValues, options: active, fires: false },
  'silent where a missing name lists everybody': { lab: listing, options: active, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(operators),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /users/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(operators, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /users/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(plainValues),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent in a member of a body (2)': {
    lab: askedByPost(listing),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'fires in a search whose other members let nothing through': {
    lab: searching(true),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /birds/search'] },
  },
  'silent in a search by several members that compares texts': {
    lab: searching(false),
    options: active,
    fires: false,
    looked: '2 of 2 parameters and properties of bodies',
  },
  'fires in the password of a login': {
    lab: operatorsInLogin,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /login'] },
  },
  'silent where name and password are texts': {
    lab: boundLogin,
    options: active,
    fires: false,
    looked: '2 of 2 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: script, fires: false, skipped: /--active/ },
});
