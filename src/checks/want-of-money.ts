import { type Exchange, textStart } from '../http/exchange.ts';

const NO_MONEY =
  /insufficient|not enough|too (?:low|little)|balance|funds|overdr|exceed|cannot afford|can.t afford|credit/i;
const PAYMENT_REQUIRED = 402;

/** True where a transfer is refused because there is too little to send. */
export function isForWantOfMoney({ response }: Exchange): boolean {
  if (response.status === PAYMENT_REQUIRED) return true;
  return response.status >= 400 && response.status < 500 && NO_MONEY.test(textStart(response, 2_000));
}
