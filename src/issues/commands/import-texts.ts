import { countOf, formatCount } from '../../terminal/format.js';
import type { CommonErrors } from '../import/common-errors.js';
import type { ImportReport } from '../import/import-report.js';

/** Invalid rows that are printed without `--json`. */
const MAX_PRINTED_ROWS = 20;

/** Errors that are shown before a file with many is imported. */
const MAX_SHOWN_ERRORS = 5;

/** Created users that are named. */
const MAX_NAMED_USERS = 10;

interface Invalid {
  readonly totalRows: number;
  readonly invalid: number;
  readonly errors: CommonErrors;
  readonly createUsers: boolean | undefined;
}

/** What is wrong with a file of many invalid rows. */
export function describeErrors({ totalRows, invalid, errors, createUsers }: Invalid): string {
  const share = Math.round((100 * invalid) / totalRows);
  const shown = errors.most(MAX_SHOWN_ERRORS);
  const width = Math.max(...shown.map(({ rows }) => countOf(rows, 'row').length));
  const lacksUsers = shown.some(({ text }) => text.startsWith('assignee: no user'));
  return [
    `${formatCount(invalid)} of ${countOf(totalRows, 'row')} (${String(share)} %) are invalid, most often:`,
    ...shown.map(({ text, rows }) => `  ${countOf(rows, 'row').padStart(width)}  ${text}`),
    ...(lacksUsers && createUsers !== true ? ['--create-users creates the missing users.'] : []),
  ].join('\n');
}

/** What an import has done, or what a dry run has found. */
export function describeReport(report: ImportReport, dryRun: boolean, speed: number): string {
  const { totalRows, successful, invalidRows, ignoredColumns, createdUsers } = report;
  const done = dryRun ? 'would be imported' : 'imported';
  const rows = `${formatCount(successful)} of ${countOf(totalRows, 'row')}`;
  const names = createdUsers.slice(0, MAX_NAMED_USERS).map(({ username }) => username);
  const more = createdUsers.length - names.length;
  return [
    `${rows} ${done}, ${formatCount(speed)} a second.`,
    ...(createdUsers.length > 0
      ? [
          `${dryRun ? 'Would create' : 'Created'} ${countOf(createdUsers.length, 'user')}: ` +
            `${names.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}.`,
        ]
      : []),
    ...(ignoredColumns.length > 0 ? [`Ignored columns: ${ignoredColumns.join(', ')}.`] : []),
    ...invalidRows
      .slice(0, MAX_PRINTED_ROWS)
      .map(({ rowNumber, errors }) => `  row ${String(rowNumber)}: ${errors.join('; ')}`),
    ...(invalidRows.length > MAX_PRINTED_ROWS ? ['  … and more: --json lists up to 1,000.'] : []),
  ].join('\n');
}
