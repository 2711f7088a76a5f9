import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import { compared, inSql, inXpath } from '../../../lab/input-validation/xpath-injection.ts';
import { xpathInjection } from '../../../src/checks/input-validation/xpath-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(xpathInjection, {
  'fires on a joined expression': {
    lab: inXpath,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'silent on SQL': { lab: inSql, options: active, fires: false },
  'silent where values are compared': { lab: compared, options: active, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(inXpath),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /users/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(inXpath, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /users/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(inSql),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent in a member of a body (2)': {
    lab: askedByPost(compared),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: inXpath, fires: false, skipped: /--active/ },
});
