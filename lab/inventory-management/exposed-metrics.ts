import { serving } from '../data-exposure/serving.ts';

export const open = serving({ '/metrics': (c) => c.text('# HELP up Up.\n# TYPE up gauge\nup 1\n') });
export const business = serving({ '/metrics': { sold: 7, metrics: [1, 2] } });
export const closed = serving({ '/metrics': (c) => c.text('forbidden', 403) });
