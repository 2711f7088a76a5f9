import { describe, expect, test } from 'vitest';
import { faults, readable } from '../../lab/http/faults.ts';
import { FLAW } from '../../lab/http/faulty-api.ts';
import { boundedScan } from './bounded-scan.ts';

/** Each of another kind: cost of memory, of time, of trust. */
const AT_ONE = [
  'endlessBody',
  'slowHead',
  'hugeHead',
  'resets',
  'bothLengths',
  'chunks of one byte',
  'gzip bomb',
  'a long list',
  'tags that never close',
  'half a token, again and again',
  'half a surrogate pair',
  'a link that is none',
  'events without end',
  'a redirect that grows',
  'only 429',
] as const;

describe('a fault at one operation leaves what its neighbours show', () => {
  test.each([...AT_ONE.map((name) => [name, faults[name]] as const), ...Object.entries(readable)])(
    '%s',
    async (_name, fault) => {
      if (!fault) throw new Error('there is no such fault');
      const { rules, result } = await boundedScan(fault, 'at one operation');
      // Where the fault took all the time, there may be no result yet: then it is said, and that is all.
      if (result) expect(rules).toContain(FLAW);
      else expect(['slowHead', 'events without end', 'only 429']).toContain(_name);
    },
  );
});
