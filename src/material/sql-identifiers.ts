import type { Condition } from './injections.ts';

/** What a parameter names in a statement, where a database takes no bound value: a column, a direction, a number of rows. */
export type SqlPosition = 'order' | 'column' | 'list of columns' | 'direction' | 'number of rows';

const POSITIONS: readonly (readonly [position: SqlPosition, names: RegExp])[] = [
  ['direction', /^(?:dir(?:ection)?|(?:sort|order)(?:dir(?:ection)?|type|mode)|sortorder|asc|desc)$/],
  ['order', /^(?:\$?order(?:by|column|field|ing)?|sort(?:s|ed|ing)?(?:by|column|field|key|on|param)?)$/],
  ['column', /^(?:group(?:ed|ing)?(?:by)?|(?:break|split)(?:down)?(?:by)?|aggregat(?:e|ion)(?:by)?|by)$/],
  [
    'column',
    /^(?:dimensions?|metrics?|bucket(?:by)?|interval|distinct(?:on)?|col(?:umn)?(?:name)?|fieldname)$/,
  ],
  ['list of columns', /^(?:\$?select|fields?|col(?:umn)?s|attributes|props|properties|projection|only)$/],
  ['number of rows', /^(?:\$?(?:limit|offset|top|skip|take)|perpage|pagesize|maxrows|rows|count|first)$/],
];

/** By its name: what the parameter stands for in the statement behind it; undefined where it is a value like others. */
export function sqlPosition(name: string): SqlPosition | undefined {
  const plain = name.toLowerCase().replace(/[^a-z$]/g, '');
  return POSITIONS.find(([, names]) => names.test(plain))?.[0];
}

/** BETWEEN within CASE is SQL, and the same in SQLite, PostgreSQL, MySQL, SQL Server and Oracle. */
function when(figure: string, holds: boolean, rest: string): string {
  return `(case when ${figure} between ${holds ? `${figure} and 9999` : '1 and 9'} then ${rest} end)`;
}

function condition(context: string, write: (figure: string, holds: boolean) => string): Condition {
  return {
    context,
    yes: [write('4821', true), write('7316', true)],
    no: [write('4821', false), write('7316', false)],
  };
}

/** The other order where the condition does not hold. Ends in the bare column, so that a direction may follow. */
const asOrder = (column: string) =>
  condition(
    'the place of an order',
    (figure, holds) => `${when(figure, holds, column)}, ${when(figure, !holds, column)} desc, ${column}`,
  );

/** The column where the condition holds, else nothing at all: for services that split lists at the comma, and GROUP BY. */
const asColumn = (column: string) =>
  condition('the place of a column', (figure, holds) => when(figure, holds, column));

/** Under its own name, so that the answer calls it what it was called before. */
const asListed = (column: string) =>
  condition('a list of columns', (figure, holds) => `${when(figure, holds, column)} as ${column}`);

/** Nothing can stand before the column here: where the condition does not hold, the statement ends in an error. */
const asDirection = (direction: string, failing: string) =>
  condition(
    'the place of a direction',
    (figure, holds) => `${direction}, ${when(figure, holds, `1 else ${failing}`)}`,
  );

/** What fails when it is reached, and not before: in SQLite, and in PostgreSQL, MySQL and SQL Server. */
const FAILING = ['abs(-9223372036854775807-1)', '(select 1 union select 2)'] as const;

const asNumber = (rows: string) =>
  condition('the place of a number', (figure, holds) =>
    when(figure, holds, `${rows} else ${rows === '0' ? '100000' : '0'}`),
  );

/** Values for this position that order, group or cut the rows by whether a condition holds. */
export function sqlIdentifierConditions(position: SqlPosition, ordinary: string): readonly Condition[] {
  switch (position) {
    case 'order':
      return [asOrder(ordinary), asColumn(ordinary)];
    case 'column':
      return [asColumn(ordinary)];
    case 'list of columns':
      return [asListed(ordinary)];
    case 'direction':
      return FAILING.map((failing) => asDirection(ordinary, failing));
    case 'number of rows':
      return [asNumber(ordinary)];
  }
}
