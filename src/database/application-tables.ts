import type { ColumnType, DataSource, EntityMetadata } from 'typeorm';
import { TIMESTAMP_TYPE } from './timestamp-column.js';

export interface TableColumn {
  readonly name: string;
  /** `plain` is text and numbers, which both drivers return alike. */
  readonly kind: 'timestamp' | 'boolean' | 'bigint' | 'plain';
}

/** A table as the entities describe it, independent of the dialect. */
export interface ApplicationTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** The columns of the primary key. */
  readonly key: readonly string[];
  /** Whether the database generates the ids. */
  readonly numbered: boolean;
}

/** Every table, join tables included, after the tables that its foreign keys reference. */
export function applicationTables(dataSource: DataSource): ApplicationTable[] {
  return parentsFirst(dataSource.entityMetadatas).map((table) => ({
    name: table.tableName,
    columns: table.columns.map(({ databaseName, type }) => ({
      name: databaseName,
      kind: kindOf(type),
    })),
    key: table.primaryColumns.map(({ databaseName }) => databaseName),
    numbered: table.generatedColumns.some(({ isPrimary }) => isPrimary),
  }));
}

/** SQL for the `name` and row `count` of every table, join tables included. */
export const rowCounts = ({ entityMetadatas }: DataSource): string =>
  entityMetadatas
    .map(({ tableName }) => tableName)
    .sort()
    .map((table) => `SELECT '${table}' AS name, COUNT(*) AS count FROM ${table}`)
    .join(' UNION ALL ');

function kindOf(type: ColumnType): TableColumn['kind'] {
  if (type === TIMESTAMP_TYPE) return 'timestamp';
  return type === 'boolean' || type === 'bigint' ? type : 'plain';
}

function parentsFirst(tables: readonly EntityMetadata[]): EntityMetadata[] {
  const ordered: EntityMetadata[] = [];
  const visit = (table: EntityMetadata) => {
    if (ordered.includes(table)) return;
    for (const { referencedEntityMetadata: parent } of table.foreignKeys) {
      if (parent !== table) visit(parent);
    }
    ordered.push(table);
  };
  tables.forEach(visit);
  return ordered;
}
