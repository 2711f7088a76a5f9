import { askedByHeader } from '../../../lab/input-validation/asked-by-header.ts';
import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import { asArgument, inShell, silentShell } from '../../../lab/input-validation/command-injection.ts';
import { commandInjection } from '../../../src/checks/input-validation/command-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(commandInjection, {
  'fires on the output of a command': {
    lab: inShell,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ping'] },
  },
  'fires on a wait that a command asked for': {
    lab: silentShell,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ping'] },
  },
  'silent where the value is only repeated': { lab: asArgument, options: active, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(inShell),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /ping/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(inShell, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /ping/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(asArgument),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and members of bodies',
  },
  'skipped in safe mode': { lab: inShell, fires: false, skipped: /--active/ },
  'fires in a header': {
    lab: askedByHeader(inShell, 'header'),
    options: active,
    fires: { confidence: 'confirmed' },
  },
  'fires in a cookie': {
    lab: askedByHeader(inShell, 'cookie'),
    options: active,
    fires: { confidence: 'confirmed' },
  },
  'silent in a header': {
    lab: askedByHeader(asArgument, 'header'),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and members of bodies',
  },
});
