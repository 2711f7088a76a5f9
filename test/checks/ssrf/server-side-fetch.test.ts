import { expect } from 'vitest';
import { ada } from '../../../lab/bola/orders-api.ts';
import { stalls } from '../../../lab/making/stalls.ts';
import * as covers from '../../../lab/ssrf/event-cover.ts';
import {
  blind,
  byShortName,
  knowingOneBeginning,
  knowingOneHost,
  ownPictures,
  refusingOneSpelling,
  showing,
  storing,
} from '../../../lab/ssrf/fetching.ts';
import * as bodies from '../../../lab/ssrf/fetching-bodies.ts';
import * as own from '../../../lab/ssrf/own-picture.ts';
import { serverSideFetch } from '../../../src/checks/ssrf/server-side-fetch.ts';
import type { Finding } from '../../../src/result.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

const member = { confidence: 'confirmed', at: ['POST /hooks/ping'] } as const;
const saw = (words: RegExp) => (findings: readonly Finding[]) =>
  expect(JSON.stringify(findings[0])).toMatch(words);

testRule(serverSideFetch, {
  'fires where the address is fetched': {
    lab: showing,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'fires where something of one’s own fetches it': {
    lab: stalls({ fetches: true }),
    options: { ...active, identities: [ada] },
    fires: { confidence: 'confirmed', at: ['POST /api/stalls/{id}/photos/fetch'] },
  },
  'silent where something of one’s own fetches nothing': {
    lab: stalls({}),
    options: { ...active, identities: [ada] },
    fires: false,
  },
  'fires where nothing of it is shown': {
    lab: blind,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'fires on a parameter with a short name': {
    lab: byShortName,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /thumb'] },
  },
  'fires where loopback is refused in one spelling': {
    lab: refusingOneSpelling,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'fires where only the beginning is looked at': {
    lab: knowingOneBeginning,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'fires where an account has an address fetched for itself, which is asked for once': {
    lab: bodies.noteFromLink,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /notes/from-link'] },
    also: () => expect(bodies.noteFromLink.asked()).toBe(1),
  },
  'silent where such an address is only kept': {
    lab: bodies.noteOfLink,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
    also: () => expect(bodies.noteOfLink.asked()).toBe(1),
  },
  'fires in a member of a body, and says that the answer is shown': {
    lab: bodies.showing,
    options: active,
    fires: member,
    also: saw(/the content of its response was returned/),
  },
  'fires in a member of a body, and says that nothing is shown': {
    lab: bodies.blind,
    options: active,
    fires: member,
    also: saw(/nothing of its response was returned/),
  },
  'fires where one name of loopback is forgotten': {
    lab: bodies.refusing('127.0.0.1'),
    options: active,
    fires: member,
    also: saw(/another one was not/),
  },
  'fires where the address of all interfaces is forgotten': {
    lab: bodies.refusing('127.0.0.1', 'localhost'),
    options: active,
    fires: member,
  },
  'fires where a refusal is answered 200': { lab: bodies.refusingKindly, options: active, fires: member },
  'fires where what was made is tried out': {
    lab: bodies.triedOut,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /webhooks'] },
    also: (findings) => {
      saw(/when the created object was tested/)(findings);
      expect(bodies.triedOut.left()).toBe(0);
    },
  },
  'fires where what is made is called at once': {
    lab: bodies.calledAtOnce,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /webhooks'] },
    also: () => expect(bodies.calledAtOnce.left()).toBe(0),
  },
  'silent where hooks are called by nobody': {
    lab: bodies.never,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
    also: () => expect(bodies.never.left()).toBe(0),
  },
  'silent where all loopback is refused': {
    lab: bodies.refusingAll,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where an address is repeated': {
    lab: bodies.repeating,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where a host is known': {
    lab: knowingOneHost,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent on a name of a file': {
    lab: ownPictures,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where it is only stored': { lab: storing, options: active, fires: false },
  'skipped in safe mode': { lab: showing, fires: false, skipped: /--active/ },
  'fires below the own account': {
    lab: own.fetchedAtOnce,
    options: active,
    fires: { confidence: 'confirmed', at: ['PUT /me/picture'] },
  },
  'fires in a member of the own account, which is put back': {
    lab: own.memberFetched,
    options: active,
    fires: { confidence: 'confirmed', at: ['PUT /me'] },
    also: () => expect([...new Set(own.memberFetched.pictures())]).toEqual([own.FIRST_PICTURE]),
  },
  'silent where the picture is for browsers to fetch': {
    lab: own.keptAlone,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where pictures come from public addresses': {
    lab: own.publicAlone,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'fires in a function of one object, on an object of the scan’s own': {
    lab: covers.loading,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /events/{id}/cover'] },
    also: () => expect([covers.loading.left(), covers.loading.firstCover()]).toEqual([0, undefined]),
  },
  'silent where the address is kept for browsers': {
    lab: covers.keeping,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
    also: () => expect([covers.keeping.left(), covers.keeping.firstCover()]).toEqual([0, undefined]),
  },
});
