import { serving } from '../data-exposure/serving.ts';

const withHeaders = (headers: Record<string, string>) =>
  serving({ '/items': (c) => c.json([], 200, headers) });

export const versions = withHeaders({ Server: 'nginx/1.24.0', 'X-Powered-By': 'PHP/8.1.2' });
export const names = withHeaders({ Server: 'nginx', 'X-Powered-By': 'Express', 'X-Api-Version': '1.2.3' });
