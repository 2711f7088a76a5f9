import { expect } from 'vitest';
import { making } from '../../../lab/input-validation/answering-posts.ts';
import {
  aboutErrors,
  alwaysBroken,
  cutList,
  flaky,
  handled,
  handledBody,
  listAsError,
  listAsFatalPage,
  listRefused,
  queried,
  unhandled,
  unhandledBody,
  unhandledNote,
} from '../../../lab/input-validation/unhandled-parameter-error.ts';
import { unhandledParameterError } from '../../../src/checks/input-validation/unhandled-parameter-error.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const lax = queried();
const handling = making();
const breaking = making('unknown');

testRule(unhandledParameterError, {
  'fires on query and path parameters': {
    lab: unhandled,
    fires: { confidence: 'confirmed', at: ['GET /pages', 'GET /users/{name}'] },
  },
  'fires on a list that ends in a page of PHP': {
    lab: listAsFatalPage,
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /holidays'] },
  },
  'fires on a list that ends in a server error': {
    lab: listAsError,
    fires: { confidence: 'confirmed', at: ['GET /holidays'] },
  },
  'fires on one of several query parameters': {
    lab: queried('sort'),
    fires: { confidence: 'confirmed', at: ['GET /hats'] },
  },
  'fires on a number beside texts': {
    lab: queried('size'),
    fires: { confidence: 'confirmed', at: ['GET /hats'] },
  },
  'silent where any value is stood, and asks for all parameters at once': {
    lab: lax,
    fires: false,
    looked: '4 of 4 parameters and properties of bodies',
    // Markup, odd values, and lists.
    also: () => expect(lax.asked()).toBe(3),
  },
  'fires where a list is cut behind its end': {
    lab: cutList('anywhere'),
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /shelf'] },
    also: ([finding]) =>
      expect(finding?.locations[0]?.evidenceSummary).toBe(
        'skip: a number beyond what there is returned 500, every time.',
      ),
  },
  'fires there without a document that says what is a number': {
    lab: cutList('anywhere', false),
    fires: { confidence: 'confirmed', at: ['GET /shelf'] },
  },
  'silent where what lies behind the end is an empty list': {
    lab: cutList('within'),
    fires: false,
    looked: '2 of 2 parameters and properties of bodies',
  },
  'silent on a list that is refused': {
    lab: listRefused,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent on a page about errors': {
    lab: aboutErrors,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where values are checked': { lab: handled, fires: false },
  'silent on random errors': { lab: flaky(), fires: false },
  'silent where nothing works': { lab: alwaysBroken, fires: false },
  'fires on members of a body, each by the smallest body': {
    lab: unhandledBody,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /books/search'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toBe('page: nothing returned 500, every time.');
      expect(finding?.evidence[0]?.request.body).toBe('{}');
    },
  },
  'fires where an object is made without a member': {
    lab: unhandledNote,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /notes', 'PATCH /notes/{id}'] },
    also: () => expect(unhandledNote.left()).toBe(0),
  },
  'silent where bodies are checked': {
    lab: handledBody,
    options: active,
    fires: false,
    looked: '4 of 4 parameters and properties of bodies',
  },
  'sends no bodies in safe mode': { lab: unhandledBody, fires: false, skipped: /no parameter/ },
  'fires on a body of null that would make something': {
    lab: making('null'),
    options: active,
    fires: { severity: 'low', confidence: 'confirmed', at: ['POST /sightings'] },
  },
  'fires on an identifier that nothing has, and leaves nothing': {
    lab: breaking,
    options: active,
    fires: { severity: 'low', confidence: 'confirmed', at: ['POST /sightings'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /birdId: an identifier that nothing has returned 500/,
      );
      expect(breaking.kept()).toBe(0);
    },
  },
  'silent where odd bodies are refused': {
    lab: handling,
    options: active,
    fires: false,
    also: () => {
      expect(handling.asked()).toBeGreaterThan(3);
      expect(handling.kept()).toBe(0);
    },
  },
});
