import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import * as lab from '../../../lab/input-validation/reflected-markup.ts';
import { reflectedMarkup } from '../../../src/checks/input-validation/reflected-markup.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(reflectedMarkup, {
  'fires where markup stays markup': {
    lab: lab.unescaped,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a parameter that only the typed URL names': {
    lab: { routes: lab.unescaped.routes },
    path: '/search?q=books',
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a page that only browsers get': {
    lab: lab.unescapedForBrowsers,
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a string that browsers get as a page': {
    lab: lab.stringForBrowsers,
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on the one of several parameters that makes a page': {
    lab: lab.pageForOne,
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a page that asks for a login': {
    lab: lab.loginPage,
    fires: { confidence: 'confirmed', at: ['GET /login'] },
  },
  'silent on such a page that escapes': {
    lab: lab.escapedLoginPage,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where browsers get it escaped': { lab: lab.escapedForBrowsers, fires: false },
  'silent where it is escaped': { lab: lab.escaped, fires: false },
  'silent where it is data': { lab: lab.asData, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(lab.unescaped),
    options: active,
    fires: { severity: 'low', confidence: 'confirmed', at: ['POST /search/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(lab.unescaped, 'form'),
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /search/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(lab.escaped),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent in a member of a body (2)': {
    lab: askedByPost(lab.asData),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
});
