import { expect } from 'vitest';
import { ada } from '../../../lab/bola/orders-api.ts';
import { ticketsWithFiles, writer } from '../../../lab/input-validation/tickets-with-files.ts';
import {
  anyType,
  asAttachment,
  asBytes,
  byName,
  forGood,
  imagesOnly,
  inSandbox,
  svgOnly,
  withoutScripts,
} from '../../../lab/input-validation/unrestricted-upload.ts';
import { stalls } from '../../../lab/making/stalls.ts';
import { unrestrictedUpload } from '../../../src/checks/input-validation/unrestricted-upload.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const asWriter = { ...active, identities: [writer] };
const ofScript = stalls({ takesPages: true });
const shownBelow = ticketsWithFiles({ serves: 'as-sent' });
const bytesBelow = ticketsWithFiles({ serves: 'as-sent', isBelow: true });
const savedBelow = ticketsWithFiles({ serves: 'as-attachment' });
const keptBelow = ticketsWithFiles({ serves: 'as-sent', removes: false });
const fires = { severity: 'high', confidence: 'confirmed', at: ['POST /files'] } as const;
const silent = {
  options: active,
  fires: false,
  looked: '1 of 1 operations that take a file which can be removed',
} as const;

testRule(unrestrictedUpload, {
  'fires where an HTML file is served as a page, and removes it': {
    lab: anyType,
    options: active,
    fires,
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(/type text\/html was accepted as file/);
      expect(anyType.left()).toBe(0);
    },
  },
  'fires below what the scan makes first, by the form of a script, and leaves nothing to be seen': {
    lab: ofScript,
    options: { ...active, identities: [ada] },
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /api/stalls/{id}/photos'] },
    also: () => expect(ofScript.live()).toBe(0),
  },
  'silent where such a form takes pictures alone': {
    lab: stalls({}),
    options: { ...active, identities: [ada] },
    fires: false,
  },
  'fires where SVG alone is taken': { lab: svgOnly, options: active, fires },
  'fires where the name decides': { lab: byName, options: active, fires },
  'low where the page runs no scripts': {
    lab: withoutScripts,
    options: active,
    fires: { severity: 'low', confidence: 'confirmed', at: ['POST /files'] },
  },
  'silent where files are saved, not shown': { lab: asAttachment, ...silent },
  'silent where they are shown in a sandbox': { lab: inSandbox, ...silent },
  'silent where they have no type of their own': { lab: asBytes, ...silent },
  'untested where none is taken': {
    lab: imagesOnly,
    options: active,
    fires: false,
    skipped: /accepts no file that a browser would display/,
  },
  'uploads nothing that it cannot remove': {
    lab: forGood,
    options: active,
    fires: false,
    skipped: /can be removed/,
    also: () => expect(forGood.left()).toBe(0),
  },
  'fires below something that is made first, and removes both': {
    lab: shownBelow,
    options: asWriter,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /tickets/{id}/scans'] },
    also: () => expect(shownBelow.left()).toBe(0),
  },
  'fires where the address of a file serves its bytes, and it is known by its list': {
    lab: bytesBelow,
    options: asWriter,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /tickets/{id}/scans'] },
    also: () => expect(bytesBelow.left()).toBe(0),
  },
  'silent below something where files are saved': {
    ...silent,
    lab: savedBelow,
    options: asWriter,
    also: () => expect(savedBelow.left()).toBe(0),
  },
  'uploads nothing below something that it cannot remove': {
    lab: keptBelow,
    options: asWriter,
    fires: false,
    skipped: /can be removed/,
    also: () => expect(keptBelow.left()).toBe(0),
  },
  'skipped in safe mode': { lab: anyType, fires: false, skipped: /--active/ },
});
