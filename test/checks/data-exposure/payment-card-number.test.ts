import * as lab from '../../../lab/data-exposure/payment-card-number.ts';
import { asUser } from '../../../lab/data-exposure/serving.ts';
import { paymentCardNumber } from '../../../src/checks/data-exposure/payment-card-number.ts';
import { testRule } from '../../rule-test.ts';

testRule(paymentCardNumber, {
  'fires on a grouped number': {
    lab: lab.whole,
    path: '/payments',
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires where the object says card': { lab: lab.nested, path: '/payments', fires: true },
  'fires in text that says card': { lab: lab.inText, path: '/payments', fires: true },
  'notes a published test number': { lab: lab.publishedTest, path: '/payments', fires: { severity: 'info' } },
  'lowers what only its owner reads': {
    lab: lab.own,
    path: '/payments',
    options: asUser,
    fires: { severity: 'low', confidence: 'tentative' },
  },
  'silent on last digits': { lab: lab.lastFour, path: '/payments', fires: false },
  'silent on order numbers, ids and wrong check digits': {
    lab: lab.orderNumbers,
    path: '/payments',
    fires: false,
  },
  'silent on an echo of the request': {
    lab: lab.echo,
    path: '/payments?card=4539148803436467',
    fires: false,
  },
});
