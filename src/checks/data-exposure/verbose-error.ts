import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { PROVOKED, provocations } from '../../places/provocations.ts';
import { disclosed, saidByUs } from '../disclosure.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { failureText } from './failure-text.ts';

/** Sentences and names that only a database, its driver or a mapper writes. */
export const SPEAKERS: readonly (readonly [name: string, says: RegExp])[] = [
  [
    'MySQL or MariaDB',
    /You have an error in your SQL syntax|check the manual that corresponds to your (?:MySQL|MariaDB)|ER_(?:PARSE_ERROR|BAD_FIELD_ERROR|NO_SUCH_TABLE|DUP_ENTRY|ACCESS_DENIED_ERROR)|SQLSTATE\[\w{5}\]|MySQLSyntaxErrorException/,
  ],
  [
    'PostgreSQL',
    /(?:ERROR:\s{1,3})?syntax error at or near \\?"|invalid input syntax for (?:type )?(?:integer|uuid|bigint|numeric|date|timestamp|boolean)|relation \\?"[\w.]{1,80}\\?" does not exist|column \\?"?[\w.]{1,80}\\?"? does not exist|PSQLException|psycopg2?\.|duplicate key value violates unique constraint|unterminated quoted string at or near/,
  ],
  [
    'SQLite',
    /SQLITE_(?:ERROR|CONSTRAINT|MISUSE|RANGE)|sqlite3\.(?:Operational|Integrity|Programming)Error|near \\?"[^"\n]{1,60}\\?": syntax error|unrecognized token: \\?"|no such (?:table|column): \w/,
  ],
  [
    'SQL Server',
    /Unclosed quotation mark after the character string|Incorrect syntax near '|Conversion failed when converting the \w+ value|Microsoft OLE DB Provider|System\.Data\.SqlClient|ODBC (?:SQL Server )?Driver/,
  ],
  ['Oracle', /\bORA-\d{5}\b|oracle\.jdbc|PLS-\d{5}/],
  [
    'H2, HSQLDB, Derby or Db2',
    /Syntax error in SQL statement|org\.h2\.jdbc\.|org\.hsqldb\.|org\.apache\.derby\.|com\.ibm\.db2\.jcc\.|DB2 SQL Error: SQLCODE=-\d/,
  ],
  [
    'MongoDB',
    /\bMongo(?:Server|Network|Bulk\w*|)Error\b|E11000 duplicate key error|CastError: Cast to ObjectId failed|Cast to \w{1,20} failed for value|\bMongooseError\b|BSONError|pymongo\.errors/,
  ],
  [
    'SQLAlchemy',
    /sqlalchemy\.(?:exc|orm)|\[SQL: (?:SELECT|INSERT|UPDATE|DELETE)|https:\/\/sqlalche\.me\/e\//,
  ],
  [
    'an object mapper',
    /Sequelize(?:Database|Validation|UniqueConstraint)?Error|PrismaClient\w{0,40}Error|Invalid `prisma\.|QueryFailedError|org\.hibernate\.|HibernateException|could not (?:execute|extract) (?:statement|ResultSet)|ActiveRecord::|Doctrine\\\\?(?:DBAL|ORM)|JdbcSQLException|DataIntegrityViolationException|gorm\.io|EntityFramework|knex(?:js)?\b.{0,40}(?:select|insert)/,
  ],
  [
    'the SQL statement itself',
    /(?:[Ee]rror|ERROR|[Ee]xception|failed)[^\n]{0,120}\b(?:SELECT [\w"`*.,() ]{1,200} FROM \w|INSERT INTO [\w"`.]{1,80} ?\(|UPDATE [\w"`.]{1,80} SET |DELETE FROM [\w"`.]{1,80} WHERE)/,
  ],
  [
    'a driver with its address',
    /connect ECONNREFUSED \d+\.\d+\.\d+\.\d+:\d+|getaddrinfo ENOTFOUND [\w.-]{3,}|dial tcp [\d.[\]:]+: connect|Connection refused \(os error 111\)|could not connect to server: Connection refused|Can't connect to MySQL server/,
  ],
  [
    'the language itself',
    /Cannot read propert(?:y|ies) (?:'\w+' )?of (?:undefined|null)|\b(?:Type|Key|Attribute|Index|Name)Error: |NoMethodError|undefined method `\w+' for nil|java\.lang\.\w+(?:Exception|Error)|NullReferenceException|Object reference not set to an instance|runtime error: (?:index out of range|invalid memory address)|Undefined (?:index|variable|array key|offset):? |called `(?:Option|Result)::unwrap\(\)`/,
  ],
];

export const verboseError = defineRule({
  id: 'verbose-error',
  title: 'Verbose error message in response',
  aliases: [
    'database error message',
    'information disclosure',
    'improper error handling',
    'SQL error',
    'security misconfiguration',
  ],
  severity: 'low',
  cwe: [209],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn products, tables and columns, and get feedback on injection attempts. Error responses repeat messages of a database, a driver or the runtime.',
  remediation:
    'Return a generic message with an ID, log the cause under that ID, and return 400 for invalid input before it reaches the database.',
  inspect,
  places: provocations,
  alike: PROVOKED,
  async judge(provoked, { surface }) {
    const answers = await provoked.answers();
    return answers.flatMap((exchange) => [...inspect(exchange, surface)]);
  },
});

function* inspect(exchange: Exchange, surface: Surface): Generator<Detection> {
  const text = failureText(exchange);
  if (text === '') return;
  for (const [name, says] of SPEAKERS) {
    const said = says.exec(text)?.[0];
    if (said === undefined || saidByUs(exchange, said)) continue;
    yield {
      ...disclosed(exchange, surface, {
        evidenceSummary: `${exchange.response.status} with an error message of ${name}: ${said.slice(0, 80)}`,
        note: `message of ${name}: ${said.slice(0, 80)}`,
        values: [],
        cause: name,
      }),
      confidence: 'confirmed',
      control: { fact: 'The message is in the response to any client.' },
    };
    return;
  }
}
