import { describe, expect, test } from 'vitest';
import { SPEAKERS } from '../../src/checks/data-exposure/verbose-error.ts';
import { SQL_ERRORS } from '../../src/material/injections.ts';
import { unshown } from './alternatives.ts';

/** What each of them really writes: one line for every sentence that is looked for. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  'MySQL or MariaDB': [
    'You have an error in your SQL syntax; look it up',
    'check the manual that corresponds to your MySQL server version',
    'check the manual that corresponds to your MariaDB server version',
    'ER_PARSE_ERROR: 1064',
    'ER_BAD_FIELD_ERROR: unknown',
    'ER_NO_SUCH_TABLE: shop.x',
    'ER_DUP_ENTRY: 7',
    'ER_ACCESS_DENIED_ERROR: denied',
    'SQLSTATE[42S02]: Base table',
    'com.mysql.jdbc.exceptions.MySQLSyntaxErrorException',
  ],
  PostgreSQL: [
    'ERROR: syntax error at or near "or"',
    ...['integer', 'uuid', 'bigint', 'numeric', 'date', 'timestamp', 'boolean'].map(
      (type) => `invalid input syntax for type ${type}: "x"`,
    ),
    'relation "notes" does not exist',
    'column "owner" does not exist',
    'org.postgresql.util.PSQLException: x',
    'psycopg2.errors.UndefinedColumn',
    'duplicate key value violates unique constraint "users_pkey"',
    "unterminated quoted string at or near ''",
  ],
  SQLite: [
    ...['ERROR', 'CONSTRAINT', 'MISUSE', 'RANGE'].map((code) => `SQLITE_${code}: x`),
    ...['Operational', 'Integrity', 'Programming'].map((kind) => `sqlite3.${kind}Error: x`),
    'near "or": syntax error',
    'unrecognized token: "\'"',
    'no such table: notes',
    'no such column: owner',
  ],
  'SQL Server': [
    'Unclosed quotation mark after the character string',
    "Incorrect syntax near 'or'",
    'Conversion failed when converting the varchar value',
    'Microsoft OLE DB Provider for x',
    'System.Data.SqlClient.SqlException',
    'ODBC SQL Server Driver',
    'ODBC Driver 17',
  ],
  Oracle: ['ORA-00933: not properly ended', 'oracle.jdbc.driver', 'PLS-00201: identifier'],
  'H2, HSQLDB, Derby or Db2': [
    'Syntax error in SQL statement "SELECT"',
    'org.h2.jdbc.JdbcSQLException',
    'org.hsqldb.HsqlException: x',
    'org.apache.derby.iapi.error.StandardException',
    'com.ibm.db2.jcc.am.SqlException',
    'DB2 SQL Error: SQLCODE=-204',
  ],
  MongoDB: [
    'MongoServerError: x',
    'MongoNetworkError: x',
    'MongoBulkWriteError: x',
    'MongoError: x',
    'E11000 duplicate key error collection: shop.users',
    'CastError: Cast to ObjectId failed',
    'Cast to ObjectId failed for value "x"',
    'Cast to string failed for value "{ a: 1 }" (type Object) at path "name"',
    'MongooseError: x',
    'BSONError: x',
    'pymongo.errors.OperationFailure',
  ],
  SQLAlchemy: [
    'sqlalchemy.exc.ProgrammingError',
    'sqlalchemy.orm.x',
    ...['SELECT', 'INSERT', 'UPDATE', 'DELETE'].map((verb) => `[SQL: ${verb} x`),
    'https://sqlalche.me/e/20/f405',
  ],
  'an object mapper': [
    'SequelizeDatabaseError: x',
    'SequelizeValidationError: x',
    'SequelizeUniqueConstraintError: x',
    'SequelizeError: x',
    'PrismaClientKnownRequestError',
    'Invalid `prisma.note.findMany()` invocation',
    'QueryFailedError: x',
    'org.hibernate.exception',
    'HibernateException: x',
    'could not execute statement',
    'could not extract ResultSet',
    'ActiveRecord::StatementInvalid',
    'Doctrine\\DBAL\\Exception',
    'Doctrine\\ORM\\Exception',
    'JdbcSQLException: x',
    'DataIntegrityViolationException',
    'gorm.io/gorm',
    'EntityFrameworkCore',
    'knex error: select * from notes',
    'knex error: insert into notes',
  ],
  'the SQL statement itself': [
    'error: SELECT id, name FROM notes',
    'Error in INSERT INTO notes (id) values',
    'ERROR running UPDATE notes SET x',
    'exception at DELETE FROM notes WHERE id',
    'Exception at DELETE FROM notes WHERE id',
    'failed: DELETE FROM notes WHERE id',
  ],
  'a driver with its address': [
    'connect ECONNREFUSED 10.0.0.7:5432',
    'getaddrinfo ENOTFOUND db.internal',
    'dial tcp 10.0.0.7:5432: connect: refused',
    'Connection refused (os error 111)',
    'could not connect to server: Connection refused',
    "Can't connect to MySQL server on 'db'",
  ],
  'the language itself': [
    'Cannot read property of undefined',
    "Cannot read properties of null (reading 'id')",
    ...['Type', 'Key', 'Attribute', 'Index', 'Name'].map((kind) => `${kind}Error: x`),
    'NoMethodError (x)',
    "undefined method `id' for nil",
    'java.lang.NullPointerException',
    'java.lang.StackOverflowError',
    'System.NullReferenceException',
    'Object reference not set to an instance of an object',
    'runtime error: index out of range [5]',
    'runtime error: invalid memory address or nil pointer',
    'Undefined index: id',
    'Undefined variable: id',
    'Undefined array key "id"',
    'Undefined offset: 3',
    'called `Option::unwrap()` on a `None` value',
    'called `Result::unwrap()` on an `Err` value',
  ],
};

test('every speaker of failures has examples, and every example a speaker', () => {
  expect(Object.keys(SAID).sort()).toEqual(SPEAKERS.map(([name]) => name).sort());
});
test.each(SPEAKERS)('%s: each sentence is told by one example', (name, says) => {
  expect(unshown(says, SAID[name] ?? [])).toEqual([]);
});

const SYNTAX: Readonly<Record<string, readonly string[]>> = {
  MySQL: [
    'You have an error in your SQL syntax',
    'check the manual that corresponds to your MySQL server',
    'check the manual that corresponds to your MariaDB server',
    'mysql_fetch_array() expects',
  ],
  PostgreSQL: [
    'unterminated quoted string at or near "\'"',
    'syntax error at or near "or"',
    'PG::SyntaxError: x',
    'org.postgresql.util.PSQLException: x',
  ],
  SQLite: [
    'SQLITE_ERROR: x',
    'sqlite3.OperationalError: x',
    'sqlite3.ProgrammingError: x',
    'unrecognized token: "x',
    'near "or": syntax error',
  ],
  'SQL Server': [
    'Unclosed quotation mark after the character string',
    "Incorrect syntax near 'or'",
    'System.Data.SqlClient.SqlException',
  ],
  Oracle: [
    ...['00933', '00936', '01756', '00921'].map((code) => `ORA-${code}: x`),
    'quoted string not properly terminated',
  ],
  H2: ['Syntax error in SQL statement "SELECT * FROM NOTES"', 'org.h2.jdbc.JdbcSQLSyntaxErrorException: x'],
  HSQLDB: ['org.hsqldb.HsqlException: unexpected token', "malformed string: '"],
  Derby: [
    'Syntax error: Encountered "or" at line 1',
    'Lexical error at line 1, column 40.',
    'org.apache.derby.shared.common.error.DerbySQLException',
  ],
  Db2: [
    ...['10', '104', '199'].map((code) => `DB2 SQL Error: SQLCODE=-${code}, SQLSTATE=42603`),
    ...['0010', '0104', '0199'].map((code) => `SQL${code}N  The string constant`),
    'com.ibm.db2.jcc.am.SqlSyntaxErrorException: x',
  ],
  'Spring’s JDBC': [
    'org.springframework.jdbc.BadSqlGrammarException: x',
    'StatementCallback; bad SQL grammar [SELECT * FROM notes]',
  ],
  Hibernate: [
    'org.hibernate.exception.SQLGrammarException: could not prepare statement',
    'org.hibernate.hql.internal.ast.QuerySyntaxException: x',
  ],
  Prisma: ['Raw query failed. Code: `42601`.', 'PrismaClientKnownRequestError: x'],
  TypeORM: ['QueryFailedError: x'],
  SQLAlchemy: ['sqlalchemy.exc.OperationalError: x', '[SQL: SELECT x', 'https://sqlalche.me/e/20/e3q8'],
};

test('every database has examples, and every example a database', () => {
  expect(Object.keys(SYNTAX).sort()).toEqual(SQL_ERRORS.map(([name]) => name).sort());
});
describe.each(SQL_ERRORS)('%s', (name, message) => {
  test('each complaint of syntax is told by one example', () => {
    expect(unshown(message, SYNTAX[name] ?? [])).toEqual([]);
  });
  test('and is nobody else’s', () => {
    const others = SQL_ERRORS.filter(([other]) => other !== name);
    for (const said of SYNTAX[name] ?? [])
      expect(
        others.filter(([, theirs]) => theirs.test(said)),
        said,
      ).toEqual([]);
  });
});
