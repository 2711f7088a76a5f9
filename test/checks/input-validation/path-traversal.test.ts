import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import {
  beginningKnown,
  confined,
  decodedTwice,
  endingAdded,
  endingAddedConfined,
  joined,
  joinedInJson,
  manifestManual,
  manual,
  strippedOnce,
} from '../../../lab/input-validation/path-traversal.ts';
import { pathTraversal } from '../../../src/checks/input-validation/path-traversal.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(pathTraversal, {
  'fires on a joined path': {
    lab: joined,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /files'] },
  },
  'fires where the content is a member of JSON': {
    lab: joinedInJson,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /files'] },
  },
  'fires where “../” is taken out once': {
    lab: strippedOnce,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /files'] },
  },
  'fires where the value is decoded once more': {
    lab: decodedTwice,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /files'] },
  },
  'fires where an ending is added': {
    lab: endingAdded,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /files'] },
  },
  'fires where only the beginning is looked at': {
    lab: beginningKnown,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /files'] },
  },
  'silent where an ending is added and the folder confines it': {
    lab: endingAddedConfined,
    options: active,
    fires: false,
  },
  'silent on a page that shows such a file': { lab: manifestManual, options: active, fires: false },
  'silent where the folder confines it': { lab: confined, options: active, fires: false },
  'silent on a page about such files': { lab: manual, options: active, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(joined),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /files/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(joined, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /files/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(confined),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent in a member of a body (2)': {
    lab: askedByPost(manual),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: joined, fires: false, skipped: /--active/ },
});
