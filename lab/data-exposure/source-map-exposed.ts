import { serving } from './serving.ts';

const page = '<html><script src="/app.js"></script></html>';
const map = { version: 3, sources: ['a.ts'], sourcesContent: ['export const secretPlan = 1'], mappings: '' };
const script = (c: { text: (body: string) => Response }) =>
  c.text('let a=1\n//# sourceMappingURL=app.js.map');

export const withMap = serving({ '/': (c) => c.html(page), '/app.js': script, '/app.js.map': map });
export const withoutMap = serving({ '/': (c) => c.html(page), '/app.js': script });
export const emptyMap = serving({
  '/': (c) => c.html(page),
  '/app.js': script,
  '/app.js.map': { version: 3, sources: ['a.ts'] },
});
export const singlePage = serving({ '*': (c) => c.html(page) });
export const noPage = serving({ '/': { hello: 1 } });
