/** One kind of credential that can be told by its shape. */
export interface SecretPattern {
  readonly id: string;
  readonly name: string;
  /** Every value holds one of these; texts without are not searched. */
  readonly markers: readonly string[];
  /** Sticky: applied at the marker. Group 1, where there is one, is the secret; else the whole match. */
  readonly shape: RegExp;
  /** How far the match starts before the marker. */
  readonly before?: number;
  /** `public`: made to be seen, though often unrestricted. `test`: opens a sandbox. */
  readonly reach: 'full' | 'test' | 'public';
  /** Distinct bits per character below which it is a placeholder. */
  readonly minEntropy: number;
}

/** Ordered: of two that match at one place, the first counts. All shapes are bounded and linear. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    id: 'aws-secret-key',
    name: 'AWS secret access key',
    markers: ['SecretAccessKey', 'secret_access_key', 'SECRET_ACCESS_KEY', 'secretAccessKey'],
    shape: /[A-Za-z_]{15,17}\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/y,
    reach: 'full',
    minEntropy: 4,
  },
  {
    id: 'aws-key-id',
    name: 'AWS access key id',
    markers: ['AKIA', 'ASIA'],
    shape: /(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/y,
    reach: 'public',
    minEntropy: 3,
  },
  {
    id: 'google-api-key',
    name: 'Google API key',
    markers: ['AIza'],
    shape: /AIza[\w-]{35}(?![\w-])/y,
    reach: 'public',
    minEntropy: 3.5,
  },
  {
    id: 'google-oauth-secret',
    name: 'Google OAuth client secret',
    markers: ['GOCSPX-'],
    shape: /GOCSPX-[\w-]{28}(?![\w-])/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'github-token',
    name: 'GitHub token',
    markers: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    shape: /gh[pousr]_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'github-fine-token',
    name: 'GitHub fine-grained token',
    markers: ['github_pat_'],
    shape: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'gitlab-token',
    name: 'GitLab token',
    markers: ['glpat-'],
    shape: /glpat-[\w-]{20}(?![\w-])/y,
    reach: 'full',
    minEntropy: 3.2,
  },
  {
    id: 'slack-token',
    name: 'Slack token',
    markers: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-'],
    shape: /xox[abprs]-\d{8,14}-[\w-]{16,80}/y,
    reach: 'full',
    minEntropy: 3,
  },
  {
    id: 'slack-webhook',
    name: 'Slack webhook URL',
    markers: ['hooks.slack.com/services/'],
    shape: /hooks\.slack\.com\/services\/T\w{8,12}\/B\w{8,12}\/\w{20,26}/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'stripe-live-key',
    name: 'Stripe live key',
    markers: ['sk_live_', 'rk_live_'],
    shape: /[sr]k_live_[A-Za-z0-9]{20,120}/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'house-live-key',
    name: 'live key of a service',
    markers: ['_live_'],
    // A format that many services took over: only the name that it stands under tells a key that opens something.
    shape:
      /[a-z_-]{0,24}(?:key|token|secret)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']((?!pk_|pub)[a-z]{2,8}_live_[a-z0-9]{20,120})(?![\w-])/iy,
    before: 56,
    reach: 'full',
    minEntropy: 3,
  },
  {
    id: 'stripe-test-key',
    name: 'Stripe test key',
    markers: ['sk_test_', 'rk_test_'],
    shape: /[sr]k_test_[A-Za-z0-9]{20,120}/y,
    reach: 'test',
    minEntropy: 3.5,
  },
  {
    id: 'stripe-webhook-secret',
    name: 'Stripe webhook secret',
    markers: ['whsec_'],
    shape: /whsec_[A-Za-z0-9+/]{32,64}/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'anthropic-key',
    name: 'Anthropic API key',
    markers: ['sk-ant-'],
    shape: /sk-ant-(?:api|admin)\d\d-[\w-]{60,120}/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'openai-key',
    name: 'OpenAI API key',
    markers: ['sk-proj-', 'sk-svcacct-', 'sk-admin-'],
    shape: /sk-(?:proj|svcacct|admin)-[\w-]{40,200}/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'openai-legacy-key',
    name: 'OpenAI API key',
    markers: ['T3BlbkFJ'],
    shape: /sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/y,
    before: 23,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'sendgrid-key',
    name: 'SendGrid API key',
    markers: ['SG.'],
    shape: /SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'twilio-key',
    name: 'Twilio API key secret',
    markers: ['TWILIO_AUTH_TOKEN', 'twilio_auth_token', 'twilioAuthToken'],
    shape: /\w{15,17}\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([0-9a-f]{32})(?![0-9a-f])/y,
    reach: 'full',
    minEntropy: 3,
  },
  {
    id: 'npm-token',
    name: 'npm token',
    markers: ['npm_'],
    shape: /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'pypi-token',
    name: 'PyPI token',
    markers: ['pypi-AgEIcHlwaS5vcmc'],
    shape: /pypi-AgEIcHlwaS5vcmc[\w-]{50,200}/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'telegram-bot-token',
    name: 'Telegram bot token',
    markers: ['api.telegram.org/bot'],
    shape: /api\.telegram\.org\/bot(\d{8,10}:[\w-]{35})/y,
    reach: 'full',
    minEntropy: 3.5,
  },
  {
    id: 'azure-storage-key',
    name: 'Azure storage account key',
    markers: ['AccountKey='],
    shape: /AccountKey=([A-Za-z0-9+/]{86}==)/y,
    reach: 'full',
    minEntropy: 4,
  },
  {
    id: 'private-key',
    name: 'private key',
    markers: ['PRIVATE KEY'],
    shape:
      /-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----(?:\\{1,4}[rn]|\s){1,4}([A-Za-z0-9+/=]{32,80})/y,
    before: 31,
    reach: 'full',
    minEntropy: 3,
  },
  {
    id: 'database-url',
    name: 'database URL with its password',
    markers: [
      'postgres://',
      'postgresql://',
      'mysql://',
      'mariadb://',
      'mongodb://',
      'mongodb+srv://',
      'redis://',
      'rediss://',
      'amqp://',
      'amqps://',
      'mssql://',
      'sqlserver://',
      'clickhouse://',
    ],
    shape: /[a-z+]{4,14}:\/\/[^\s"'<>/@:]{0,64}:([^\s"'<>/@]{3,128})@[\w.-]{1,253}/y,
    reach: 'full',
    minEntropy: 1.5,
  },
  {
    id: 'http-url-credentials',
    name: 'URL with a user and password',
    markers: ['https://', 'http://'],
    shape: /https?:\/\/[^\s"'<>/@:?#]{1,64}:([^\s"'<>/@?#]{3,128})@[\w.-]{1,253}/y,
    reach: 'full',
    minEntropy: 1.5,
  },
];
