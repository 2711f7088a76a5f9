import { describe, expect, test } from 'vitest';
import { rowsOrdered } from '../../lab/input-validation/tiny-order.ts';
import { sqlIdentifierConditions, sqlPosition } from '../../src/material/sql-identifiers.ts';

describe('what a parameter stands for in a statement, by its name', () => {
  test.each([
    ['sort', 'order'],
    ['sort_by', 'order'],
    ['orderBy', 'order'],
    ['$orderby', 'order'],
    ['sort-field', 'order'],
    ['sortOrder', 'direction'],
    ['sort_dir', 'direction'],
    ['groupBy', 'column'],
    ['breakdown', 'column'],
    ['fields', 'list of columns'],
    ['$select', 'list of columns'],
    ['per_page', 'number of rows'],
    ['limit', 'number of rows'],
    ['resort', undefined],
    ['orderId', undefined],
    ['order_id', undefined],
    ['group_id', undefined],
    ['name', undefined],
    ['page', undefined],
  ])('%s: %s', (name, position) => {
    expect(sqlPosition(name)).toBe(position);
  });
});

test('orders: true conditions as the column does, false ones the other way round, whatever direction follows', () => {
  const rows = [{ name: 'b' }, { name: 'a' }, { name: 'c' }];
  const names = (list: string) =>
    rowsOrdered(rows, list)
      .map(({ name }) => name)
      .join('');
  const [order] = sqlIdentifierConditions('order', 'name');
  for (const direction of ['', ' asc', ' desc']) {
    expect(order?.yes.map((list) => names(list + direction))).toEqual(['abc', 'abc']);
    expect(order?.no.map((list) => names(list + direction))).toEqual(['cba', 'cba']);
  }
});
