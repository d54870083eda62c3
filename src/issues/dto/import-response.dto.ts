import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ImportReport } from '../import/import-report.js';
import { MoreChanges, PreviewedChanges, PreviewedField } from './preview.dto.js';

@ApiSchema({ name: 'ImportRowFaults' })
class ImportRowErrors {
  @ApiProperty({ type: 'integer', example: 3, description: 'Counts records; the header is 1.' })
  row_number!: number;

  @ApiProperty({ type: [String], example: ['assignee_id: no user 99'] })
  errors!: string[];
}

export class ImportedChange extends PreviewedField {
  @ApiProperty({ type: 'integer', example: 2, description: 'Counts records; the header is 1.' })
  row_number!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description: 'Null for an issue that the file creates.',
  })
  issue_id!: number | null;
}

export class ImportResponse {
  @ApiProperty({ type: 'integer', example: 3 })
  total_rows!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  successful!: number;

  @ApiProperty({ type: 'integer', example: 1 })
  failed!: number;

  @ApiProperty({ type: [ImportRowErrors], description: 'At most 1,000 rows.' })
  errors!: ImportRowErrors[];

  @ApiProperty({ example: false })
  errors_truncated!: boolean;

  @ApiProperty({ type: [String], example: [] })
  ignored_columns!: string[];

  @ApiProperty({ type: 'integer', example: 2, description: 'Successful rows with a new issue.' })
  created!: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description:
      'Successful rows that changed an issue; the rest of them found it as it should be.',
  })
  updated!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 42,
    description: 'The change that all stored rows are part of; null when none is stored.',
  })
  change_id!: number | null;

  @PreviewedChanges(ImportedChange)
  changes?: ImportedChange[];

  @MoreChanges()
  more_changes?: number;
}

export function toImportResponse(report: ImportReport): ImportResponse {
  return {
    total_rows: report.totalRows,
    successful: report.successful,
    failed: report.totalRows - report.successful,
    errors: report.invalidRows.map(({ rowNumber, errors }) => ({
      row_number: rowNumber,
      errors: [...errors],
    })),
    errors_truncated: report.truncated,
    ignored_columns: [...report.ignoredColumns],
    created: report.created,
    updated: report.updated,
    change_id: report.changeId ?? null,
    ...(report.preview && {
      changes: [...report.preview.changes],
      more_changes: report.preview.more_changes,
    }),
  };
}
