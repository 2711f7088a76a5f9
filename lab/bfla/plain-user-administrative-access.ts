import { backOffice } from './back-office.ts';

export const anyAccountWillDo = backOffice((caller) => caller !== 'nobody');
