import type { LabApp } from '../app.ts';
import { listener } from './key-service.ts';

const page = (link: string): LabApp => ({
  routes: listener(({ path }) =>
    path === '/shop' ? { status: 200, body: `<a href="${link}">next</a>` } : { status: 404 },
  ),
});

export const rewritesLinks = page('/orders;jsessionid=8F14E45FCEEA167A5A36DEDD4BEA2543');
export const redirectsWithToken: LabApp = {
  routes: listener(() => ({
    status: 302,
    headers: { Location: '/home?session_id=8f14e45fceea167a5a36dedd4bea2543' },
  })),
};
export const shortWord = page('/orders?sid=north');
export const foreignLink = page('https://elsewhere.example/?access_token=8f14e45fceea167a5a36dedd4bea2543');
