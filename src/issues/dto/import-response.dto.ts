import { ApiProperty } from '@nestjs/swagger';
import type { ImportReport } from '../import/import-report.js';

class ImportRowFaults {
  @ApiProperty({ type: 'integer', example: 3, description: 'Counts records; the header is 1.' })
  row_number!: number;

  @ApiProperty({ type: [String], example: ['assignee_id: no user 99'] })
  errors!: string[];
}

export class ImportResponse {
  @ApiProperty({ type: 'integer', example: 3 })
  total_rows!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  successful!: number;

  @ApiProperty({ type: 'integer', example: 1 })
  failed!: number;

  @ApiProperty({ type: [ImportRowFaults], description: 'At most 1,000 rows.' })
  errors!: ImportRowFaults[];

  @ApiProperty({ example: false })
  errors_truncated!: boolean;

  @ApiProperty({ type: [String], example: [] })
  ignored_columns!: string[];
}

export function toImportResponse(report: ImportReport): ImportResponse {
  return {
    total_rows: report.totalRows,
    successful: report.successful,
    failed: report.totalRows - report.successful,
    errors: report.faulty.map(({ rowNumber, faults }) => ({
      row_number: rowNumber,
      errors: [...faults],
    })),
    errors_truncated: report.truncated,
    ignored_columns: [...report.ignoredColumns],
  };
}
