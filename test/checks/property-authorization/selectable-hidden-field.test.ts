import * as lab from '../../../lab/property-authorization/selectable-hidden-field.ts';
import { selectableHiddenField } from '../../../src/checks/property-authorization/selectable-hidden-field.ts';
import { testRule } from '../../rule-test.ts';

testRule(selectableHiddenField, {
  'fires where any field can be chosen': {
    lab: lab.open,
    path: '/users/me',
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /users/me'] },
  },
  'finds it on the last of many operations': { lab: lab.lastOpen, fires: { at: ['GET /users/me'] } },
  'silent where the choice is limited': { lab: lab.listed, path: '/users/me', fires: false },
  'silent where the parameter is ignored': { lab: lab.ignoring, path: '/users/me', fires: false },
  'silent on an echo': { lab: lab.echoing, path: '/users/me', fires: false },
  'silent where the field is always there': { lab: lab.always, path: '/users/me', fires: false },
});
