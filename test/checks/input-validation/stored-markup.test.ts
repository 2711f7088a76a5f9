import { expect } from 'vitest';
import * as names from '../../../lab/input-validation/file-names.ts';
import * as remarks from '../../../lab/input-validation/remarks.ts';
import * as lab from '../../../lab/input-validation/stored-markup.ts';
import { storedMarkup } from '../../../src/checks/input-validation/stored-markup.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const asNora = { mode: 'active', identities: [remarks.nora] } as const;
const looked = '1 of 1 operations that make an object which can be removed';

testRule(storedMarkup, {
  'fires where the object is a page': {
    lab: lab.unescaped,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /notes'] },
    also: () => expect(lab.unescaped.left()).toBe(0),
  },
  'fires where another page shows what is kept': {
    lab: lab.onWall,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /notes'] },
    also: () => expect(lab.onWall.left()).toBe(0),
  },
  'silent where a template escapes': { lab: lab.escaped, options: active, fires: false, looked },
  'silent where another page escapes': { lab: lab.onWallEscaped, options: active, fires: false, looked },
  'silent where it is data': { lab: lab.asData, options: active, fires: false, looked },
  'says where there is no text but a name': {
    lab: lab.namesOnly,
    options: active,
    fires: false,
    skipped: /no text other than the name/,
  },
  'skipped in safe mode': { lab: lab.unescaped, fires: false, skipped: /--active/ },
  'fires where a page writes the names of files': {
    lab: names.namesAsSent,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /files'] },
    also: () => expect(names.namesAsSent.left()).toBe(0),
  },
  'silent where names of files are escaped': {
    lab: names.namesEscaped,
    options: active,
    fires: false,
    looked,
  },
  'silent where names of files are cleaned, and removes them': {
    lab: names.namesCleaned,
    options: active,
    fires: false,
    looked,
    also: () => expect(names.namesCleaned.left()).toBe(0),
  },
  'fires where a remark below an article has words alone': {
    lab: remarks.remarksAsWritten,
    options: asNora,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /api/articles/{slug}/remarks'] },
    also: () => expect(remarks.remarksAsWritten.left()).toBe(0),
  },
  'fires where such a remark has a title, too': {
    lab: remarks.signedRemarksAsWritten,
    options: asNora,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /api/articles/{slug}/remarks'] },
    also: () => expect(remarks.signedRemarksAsWritten.left()).toBe(0),
  },
  'silent where the page of the article escapes remarks': {
    lab: remarks.remarksEscaped,
    options: asNora,
    fires: false,
    looked,
    also: () => expect(remarks.remarksEscaped.left()).toBe(0),
  },
});
