/** Values of the kinds that a service may give away, all made up; none has ever opened anything. */
export interface Planted {
  readonly kind: string;
  /** As one encounters it: a field, and what stands in it. */
  readonly field: string;
  readonly value: string;
  /** What must not be found in any output: the value, or the part of it that is the secret. */
  readonly secret?: string;
}

const part = (...parts: readonly string[]) => parts.join('');
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export const PRIVATE_KEY = part(
  '-----BEGIN PRIVATE',
  ' KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n-----END PRIVATE KEY-----',
);
export const EC_KEY = part(
  '-----BEGIN EC PRIVATE',
  ' KEY-----\nMHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04fSeQ6tF1aY1PuoAoGCCqGSM49\n-----END EC PRIVATE KEY-----',
);
export const TOKEN = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: 'u-77', mail: 'x' })}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`;

export const PLANTED: readonly Planted[] = [
  { kind: 'AWS key id', field: 'aws', value: part('AKIA', 'Q3EGRZXVN7TJ2KLM') },
  { kind: 'AWS secret key', field: 'awsSecret', value: 'wJalrXUtnFEMIbK7MDENGbPxRfiCYzq9T2pLkQ1d' },
  { kind: 'Stripe key', field: 'billing', value: part('sk_live_', '51Hq8zKJt7Yw2LmNpQrSvXb0') },
  { kind: 'GitHub token', field: 'deploy', value: part('ghp_', 'a8Kx2Lm9Qp4Rt6Vw1Yz3Bc5De7Fg0Hj2Kl4M') },
  { kind: 'GitLab token', field: 'mirror', value: part('glpat-', 'x7Kq2Lm9Zp4Rt6Vw1Yz3') },
  {
    kind: 'Slack token',
    field: 'chat',
    value: part('xoxb-', '123456789012-123456789012-AbCdEfGhIjKlMnOpQrStUvWx'),
  },
  {
    kind: 'Slack webhook',
    field: 'hook',
    value: part('https://hooks.slack.com/services/', 'T02ABCDEF12/B03GHIJKL34/q9Wx8Yz7Ab6Cd5Ef4Gh3Ij2K'),
    secret: 'q9Wx8Yz7Ab6Cd5Ef4Gh3Ij2K',
  },
  { kind: 'Google key', field: 'maps', value: part('AIzaSyD', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6') },
  {
    kind: 'OpenAI key',
    field: 'model',
    value: part('sk-proj-', 'Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3Ab4Cd5Ef6'),
  },
  {
    kind: 'SendGrid key',
    field: 'mailer',
    value: part('SG.', 'ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr'),
  },
  { kind: 'npm token', field: 'publish', value: part('npm_', 'a8Kx2Lm9Qp4Rt6Vw1Yz3Bc5De7Fg0Hj2Kl4M') },
  {
    kind: 'bcrypt hash',
    field: 'digest1',
    value: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
  },
  {
    kind: 'Argon2 hash',
    field: 'digest2',
    value: '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21l$RdescudvJCsgt3ub+b4dWRWJTmaasuJ5',
  },
  {
    kind: 'PBKDF2 hash',
    field: 'digest3',
    value: 'pbkdf2_sha256$600000$Zx81mPq0$k3JcR0Hn5gVY0mCq3zX8bW1uT4dS7fA9eL6oP2iQ0=',
  },
  { kind: 'SHA-1 of a password', field: 'password_hash', value: '7c4a8d09ca3762af61e59520943dc26494f8941b' },
  { kind: 'password', field: 'password', value: 'hunter2-Correct-Horse' },
  { kind: 'short password', field: 'smtpPass', value: 'hunter22' },
  { kind: 'password by a short name', field: 'pw', value: 'Winter-Boots-9' },
  { kind: 'password by a shortened name', field: 'db_pw', value: 'Autumn-Leaves-4' },
  { kind: 'password by a name without vowels', field: 'pswd', value: 'Spring-Rain-11' },
  { kind: 'passphrase', field: 'passphrase', value: 'four words of mine' },
  { kind: 'API key by name', field: 'apiKey', value: 'abcd1234efgh5678' },
  { kind: 'session', field: 'session_id', value: 'correct-horse-battery' },
  { kind: 'refresh token', field: 'refreshToken', value: 'r8x.opaque.token.of.33' },
  { kind: 'one-time secret', field: 'totpSecret', value: 'JBSWY3DPEHPK3PXP' },
  { kind: 'security code', field: 'cvv', value: '7391' },
  { kind: 'card number', field: 'card', value: '4539578763621486' },
  { kind: 'card number in groups', field: 'payment', value: '5425 2334 3010 9903' },
  { kind: 'American Express', field: 'number', value: '371449635398431' },
  { kind: 'IBAN', field: 'iban', value: 'DE75512108001245126199' },
  { kind: 'IBAN in groups', field: 'account', value: 'GB33 BUKB 2020 1555 5555 55' },
  { kind: 'US social security number', field: 'ssn', value: '536-90-4399' },
  { kind: 'Brazilian CPF', field: 'cpf', value: '529.982.247-25' },
  { kind: 'Italian codice fiscale', field: 'code', value: 'RSSMRA85T10A562S' },
  { kind: 'UK national insurance number', field: 'nino', value: 'AB 12 34 58 C' },
  { kind: 'Dutch BSN', field: 'bsn', value: '111222333' },
  { kind: 'birth date', field: 'date_of_birth', value: '1984-03-17' },
  { kind: 'e-mail address', field: 'contact', value: 'alice.private@realbank.io' },
  { kind: 'phone number', field: 'phone', value: '0151 23456789' },
  { kind: 'international phone number', field: 'call', value: '+49 151 2345 6789' },
  { kind: 'token', field: 'jwt', value: TOKEN, secret: TOKEN.split('.').slice(1).join('.') },
  {
    kind: 'unsigned token',
    field: 'grant',
    value: `${TOKEN.split('.').slice(0, 2).join('.')}.`,
    secret: TOKEN.split('.')[1] ?? '',
  },
  {
    kind: 'private key',
    field: 'pem',
    value: PRIVATE_KEY,
    secret: 'MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu',
  },
  {
    kind: 'EC key',
    field: 'ec',
    value: EC_KEY,
    secret: 'MHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04fSeQ6tF1aY1PuoAoGCCqGSM49',
  },
  {
    kind: 'database URL',
    field: 'dburl',
    value: 'postgres://app:S3cr3tDbPass@db.intern:5432/shop',
    secret: 'S3cr3tDbPass',
  },
  {
    kind: 'MongoDB URL',
    field: 'store',
    value: 'mongodb+srv://svc:m0ngoPw99@c0.x.mongodb.net/a',
    secret: 'm0ngoPw99',
  },
  {
    kind: 'connection string',
    field: 'sql',
    value: 'Server=db1;Database=shop;User Id=sa;Password=Pr0d!Sql_99;Encrypt=true',
    secret: 'Pr0d!Sql_99',
  },
  {
    kind: 'Azure storage',
    field: 'blob',
    value: `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${'Zx9Qw8Er7Ty6Ui5Op4As'.repeat(4)}Df3Gh2==`,
    secret: 'Zx9Qw8Er7Ty6Ui5Op4AsZx9Qw8Er7Ty6Ui5Op4As',
  },
  {
    kind: 'URL with a password',
    field: 'proxy',
    value: 'http://ops:Pr0xyPass1@proxy.intern:3128',
    secret: 'Pr0xyPass1',
  },
  {
    kind: 'link with a token',
    field: 'link',
    value: 'https://app.real.io/reset?uid=3&reset_token=9f8e7d6c5b4a',
    secret: '9f8e7d6c5b4a',
  },
  {
    kind: 'login header',
    field: 'authorization',
    value: 'Basic b3BzOnN1cGVyU2VjcmV0MQ==',
    secret: 'b3BzOnN1cGVyU2VjcmV0MQ',
  },
  {
    kind: 'cookie header',
    field: 'cookie',
    value: 'theme=dark; connect.sid=s%3A9xYz81Kq.Lm77',
    secret: '9xYz81Kq',
  },
];

export const secretIn = ({ value, secret }: Planted): string => secret ?? value;

/** An environment file, every line a secret but the last two. */
export const ENVIRONMENT = {
  text: 'JWT_SECRET=Zk3vJ8m2Qp9xT4wLr7nB1cD6fG0hYsUe\nADMIN_PASSWORD="Winter 2026!"\nSMTP_PASS=hunt,er;22\nSESSION_KEY=correct-horse-bakery\nexport API_TOKEN=abcd4321efgh8765\nSTRIPE=sk_live_NqVwYS81VP7Hb1DX8pPd5khx\nDB_HOST=db\nPORT=8080\n',
  secrets: [
    'Zk3vJ8m2Qp9xT4wLr7nB1cD6fG0hYsUe',
    'Winter 2026!',
    'hunt,er;22',
    'correct-horse-bakery',
    'abcd4321efgh8765',
    'NqVwYS81VP7Hb1DX8pPd5khx',
  ],
};
