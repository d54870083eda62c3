import type { DataSource } from 'typeorm';
import type { Dialect } from '../config/database-url.js';

/**
 * A statement that adds any number of rows, which travel as one JSON parameter: a list of lists of
 * values, in the order of `properties`. Rows are added in the order of the list.
 *
 * @param properties the columns, as the entity of the table names them
 */
export function insertStatement(
  dataSource: DataSource,
  dialect: Dialect,
  table: string,
  properties: readonly string[],
): string {
  const columns = columnsOf(dataSource, table, properties);
  const into = `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})`;
  if (dialect === 'sqlite') {
    const values = columns.map((_column, index) => `value ->> ${String(index)}`);
    return `${into} SELECT ${values.join(', ')} FROM json_each(?) ORDER BY key`;
  }
  const values = columns.map(({ type }, index) => `(value ->> ${String(index)})::${type}`);
  return `${into} SELECT ${values.join(', ')}
    FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY AS listed (value, position)
    ORDER BY position`;
}

function columnsOf(
  { entityMetadatas, driver }: DataSource,
  table: string,
  names: readonly string[],
) {
  const described = entityMetadatas.find(({ tableName }) => tableName === table)?.columns ?? [];
  return names.map((name) => {
    const column = described.find(({ propertyName }) => propertyName === name);
    if (!column) throw new Error(`No entity describes ${name} of ${table}.`);
    return { name: column.databaseName, type: driver.normalizeType(column) };
  });
}
