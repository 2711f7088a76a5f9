import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import {
  anywhere,
  carriedAlong,
  ownPaths,
  slashChecked,
} from '../../../lab/input-validation/open-redirect.ts';
import { openRedirect } from '../../../src/checks/input-validation/open-redirect.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(openRedirect, {
  'fires on any address': {
    lab: anywhere,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /go'] },
  },
  'fires on an address without a scheme': {
    lab: slashChecked,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /go'] },
  },
  'silent on own paths': { lab: ownPaths, options: active, fires: false },
  'silent where the address is carried along': { lab: carriedAlong, options: active, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(anywhere),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /go/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(anywhere, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /go/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(ownPaths),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: anywhere, fires: false, skipped: /--active/ },
});
