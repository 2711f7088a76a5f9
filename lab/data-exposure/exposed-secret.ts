import { guarded, serving } from './serving.ts';

/** Put together at run time, so that no secret scanner takes this file for a leak. */
const join = (...parts: string[]) => parts.join('');

export const STRIPE = join('sk_', 'live_', '51Hx9QpLmZ3vBn7KcRtYwEaS2');
const GITHUB = join('ghp', '_', 'x7Kq2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXo');
const AWS = {
  accessKeyId: join('AKIA', 'Q3EGRV7NXPL2KTMW'),
  secretAccessKey: join('wJ7rXUtn', 'FEMI/K7MDENG+bPxRfiCYzQ8vKm2LpN4'),
};
const PEM = `${join('-----BEGIN RSA ', 'PRIVATE KEY-----')}\nMIIEowIBAAKCAQEAy8Dbv8prpJ/0kKhlGeJYozo2t60EG8L0561g13R29LvMR5hy\n`;

export const inJson = serving({ '/config': { stripe: STRIPE } });
export const several = serving({ '/config': { github: GITHUB, aws: AWS, key: PEM } });
export const databaseUrl = serving({ '/config': { db: 'postgresql://app:R4nd0m-pw@db.internal:5432/app' } });
export const testKey = serving({ '/config': { stripe: STRIPE.replace('live', 'test') } });
export const inText = serving({ '/config': (c) => c.text(`STRIPE_KEY=${STRIPE}\n`) });
export const toOwner = serving({
  '/config': guarded({
    webhook: `https://${join('hooks.slack', '.com/services/')}T0AB12CD3/B0EF45GH6/aZ9xK2mQ7vR4tY8wE3nB5cLp`,
  }),
});

/** A key of the service's own making, in the script of a page and in its settings. */
const OWN = join('brg', '_live_', '4fcf67e8e2148123cdfd97f2f3a06994');
export const ownKey = serving({ '/config': { mailer: { key: OWN } } });
export const ownKeyInScript = serving({
  '/config': (c) => c.text(`const KEY = '${OWN}';`, 200, { 'Content-Type': 'text/javascript' }),
});
/** Made to be read: those for browsers, for tests, and those that stand for one. */
export const publicKeys = serving({
  '/config': {
    publishable: join('pk', '_live_', '4fcf67e8e2148123cdfd97f2f3a06994'),
    client: join('client', '_live_', '4fcf67e8e2148123cdfd97f2f3a06994'),
    trial: join('brg', '_test_', '4fcf67e8e2148123cdfd97f2f3a06994'),
    sample: join('brg', '_live_', '00000000000000000000000000000000'),
    metric: 'requests_live_connections_total',
    table: 'orders_prod_archive2026',
  },
});
/** A user reads a key where keys are made, and is shown it once. */
export const atKeys = serving({ '/api-keys': guarded({ key: OWN }) });

export const placeholders = serving({
  '/config': {
    stripe: join('sk_', 'live_xxxxxxxxxxxxxxxxxxxxxxxx'),
    aws: join('AKIA', 'IOSFODNN7EXAMPLE'),
    db: 'postgres://user:password@localhost/db',
    other: 'mysql://root:<password>@host/db',
    github: join('ghp_', 'a'.repeat(36)),
    link: 'https://user:your-password@example.com/',
  },
});
export const lookAlikes = serving({
  '/config': {
    commit: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    id: 'c7c9f2b0-5f0e-4b5b-9c40-9c8a1d6c1f0e',
    word: `task${join('sk_', 'live_51Hx9QpLmZ3vBn7KcRtYwEaS2')}`,
    publishable: join('pk_', 'live_51Hx9QpLmZ3vBn7KcRtYwEaS2'),
    etag: 'W/"33a64df551425fcc55e4d42a148795d9f25f89d4"',
    link: 'https://cdn.bletchley.org.uk:8443/@scope/x@1.2.3',
  },
});
export const page = serving({
  '/config': (c) => c.html(`<script>maps("${join('AIza', 'SyD4Kq7Lm2Pv9Rt3Yw8Zn5Bc1Fh6Js0GxUe')}")</script>`),
});
export const documentation = serving({
  '/config': { openapi: '3.0.3', info: { description: STRIPE }, paths: {} },
});
