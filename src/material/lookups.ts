/** How a framework writes fields of related objects and what is asked of them into the name of a query parameter. */
export interface LookupNotation {
  readonly framework: string;
  /** Where the service is known to be made with something else, nobody reads such names. */
  readonly within: readonly string[];
  /** The name of a parameter that asks with which text the field begins. */
  readonly begins: (path: readonly string[]) => string;
  /** What only a relation has behind it; absent where relations cannot be told from fields. */
  readonly key?: string;
}

export const LOOKUP_NOTATIONS: readonly LookupNotation[] = [
  {
    framework: 'Django',
    within: [
      'django',
      'django-rest-framework',
      'flask',
      'werkzeug',
      'fastapi',
      'tornado',
      'aiohttp',
      'gunicorn',
      'uvicorn',
    ],
    begins: (path) => `${path.join('__')}__startswith`,
    key: 'pk',
  },
  {
    framework: 'Strapi',
    within: ['koa', 'express', 'next'],
    begins: (path) => `filters${path.map((part) => `[${part}]`).join('')}[$startsWith]`,
  },
  {
    framework: 'Ransack',
    within: ['rails', 'rack'],
    begins: (path) => `q[${path.join('_')}_start]`,
  },
];

/** Servers that stand before services of any kind: they say nothing of the mapper behind. */
export const SERVERS: ReadonlySet<string> = new Set(['node', 'go-net-http', 'hyper', 'tomcat']);

/** What models call the person behind an object. */
export const PERSONS: readonly string[] = [
  'user',
  'owner',
  'author',
  'created_by',
  'createdBy',
  'creator',
  'customer',
  'member',
  'account',
  'updated_by',
  'updatedBy',
  'added_by',
  'assignee',
  'assigned_to',
  'seller',
  'employee',
];

/** Fields that no list shows, and what comes out letter by letter where a filter takes them. */
export const HIDDEN_FIELDS: readonly string[] = [
  'password',
  'password_hash',
  'hashed_password',
  'encrypted_password',
];

/** Segments of paths that name no kind of object. */
export const NO_KIND: ReadonlySet<string> = new Set([
  'api',
  'rest',
  'public',
  'admin',
  'internal',
  'me',
  'auth',
]);
