import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command, Option } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { withFile } from '../../terminal/operator-file.js';
import { printJson } from '../../terminal/output.js';
import { toImportResponse } from '../dto/import-response.dto.js';
import type { ImportReport } from '../import/import-report.js';
import { ImportService } from '../import/import.service.js';
import { RowsProgress } from '../../terminal/progress.js';

interface Options {
  readonly dryRun?: boolean;
  readonly atomic?: boolean;
  readonly json?: boolean;
}

/** Invalid rows that are printed without `--json`. */
const MAX_PRINTED_ROWS = 20;

@Command({ name: 'import', arguments: '<file>', description: 'Import issues from a CSV' })
export class ImportCommand extends OperatorCommand {
  constructor(private readonly imports: ImportService) {
    super();
  }

  async run([file = '']: string[], { dryRun, atomic, json }: Options): Promise<void> {
    const size = await sizeOf(file);
    if (size === undefined) return this.command.error(`error: there is no file ${file}`);
    const progress = new RowsProgress(size, json);
    let source: ReadStream | undefined;
    const open = () => (source = createReadStream(file));
    const onProgress = ({ rows }: { readonly rows: number }): void => {
      progress.update(source?.bytesRead ?? 0, rows);
    };
    const report = await withFile(file, () =>
      this.imports.import(open, { dryRun, atomic, onProgress }),
    ).finally(() => progress.end(0));
    if (json) printJson(toImportResponse(report));
    else print(report, dryRun === true, progress.end(report.totalRows));
    if (report.successful < report.totalRows) process.exitCode = 1;
  }

  @Option({ flags: '--dry-run', description: 'Report, and store nothing' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--atomic', description: 'Store all rows, or none when one is invalid' })
  atomic(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

function print(report: ImportReport, dryRun: boolean, speed: number): void {
  const { totalRows, successful, invalidRows, ignoredColumns } = report;
  const done = dryRun ? 'would be imported' : 'imported';
  console.log(
    `${String(successful)} of ${String(totalRows)} rows ${done}, ${String(speed)} a second.`,
  );
  if (ignoredColumns.length > 0) console.log(`Ignored columns: ${ignoredColumns.join(', ')}.`);
  for (const { rowNumber, errors } of invalidRows.slice(0, MAX_PRINTED_ROWS)) {
    console.log(`  row ${String(rowNumber)}: ${errors.join('; ')}`);
  }
  if (invalidRows.length > MAX_PRINTED_ROWS) console.log('  … and more: --json lists up to 1,000.');
}
