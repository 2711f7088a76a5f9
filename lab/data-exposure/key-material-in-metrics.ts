import { serving } from './serving.ts';

const metrics =
  (lines: string) =>
  (c: Parameters<Extract<Parameters<typeof serving>[0][string], (...a: never[]) => unknown>>[0]) =>
    c.text(
      `# HELP http_requests_total Requests.\n# TYPE http_requests_total counter\nhttp_requests_total{method="GET"} 7\n${lines}`,
    );

export const perKey = serving({ '/metrics': metrics('requests_by_key{api_key="k7Jq2mVw9Xr4TzPb"} 3\n') });
export const perAddress = serving({
  '/metrics': metrics('logins{user="ada.lovelace@bletchley.org.uk"} 3\n'),
});
export const log = serving({
  '/logs': (c) => c.text('2026-11-01T10:00:00Z GET /items authorization: Bearer k7Jq2mVw9Xr4TzPb8 200\n'),
});
export const ordinary = serving({
  '/metrics': metrics(
    'cache_hits{key="items_by_owner",route="/items/{id}"} 3\nbuild{version="1.2.3",key="production"} 1\n',
  ),
});
export const article = serving({
  '/logs': (c) => c.text('Send your key as authorization: Bearer k7Jq2mVw9Xr4TzPb8'),
});
