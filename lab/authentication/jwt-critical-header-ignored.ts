import { strictButWeak } from './token-service.ts';

export const ignoresCritical = strictButWeak(() => true);
export const refusesUnknownCritical = strictButWeak((token) => token.header.crit === undefined);
