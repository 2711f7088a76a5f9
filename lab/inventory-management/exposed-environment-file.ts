import type { LabApp } from '../app.ts';
import { serving } from '../data-exposure/serving.ts';

const holding = (...lines: readonly string[]): LabApp =>
  serving({
    '/.env': () => new Response(`${lines.join('\n')}\n`, { headers: { 'Content-Type': 'text/plain' } }),
  });

/** A password stands in the address of the database. */
export const inAddress = holding('APP_ENV=production', 'DATABASE_URL=postgres://shop:k7Jq2mVw9Xr4@db/shop');
/** Known by its shape, under a name that says nothing. */
export const byShape = holding('APP_ENV=production', `BILLING=sk_${'live'}_4eC39HqLyjWDarjtT1zdp7dcKq2m`);
/** The sandbox's key opens nothing that is real. */
export const ofSandbox = holding('APP_ENV=staging', `BILLING=sk_${'test'}_4eC39HqLyjWDarjtT1zdp7dcKq2m`);
/** As shells source it. */
export const exported = holding('export APP_ENV="production"', 'export DB_PASSWORD="k7Jq2mVw9Xr4"');
/** Where things are and how long they last, nothing that lets anybody in. */
export const settingsAlone = holding(
  'APP_ENV=production',
  'DB_HOST=db',
  'PASSWORD_MIN_LENGTH=12',
  'TOKEN_TTL=3600s',
  'PRIVATE_KEY_PATH=/run/secrets/key.pem',
);
/** The file that documentation asks to be copied and filled. */
export const template = holding('APP_ENV=local', 'DB_PASSWORD=changeme', 'API_KEY=<your-api-key>');
/** What a build tool writes into every page. */
export const madePublic = holding('VITE_API_KEY=k7Jq2mVw9Xr4Tz8b', 'VITE_API_URL=https://api.shop.example');
