import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command, Option } from 'nest-commander';
import { confirmed } from '../../terminal/confirm.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { withFile } from '../../terminal/operator-file.js';
import { printJson } from '../../terminal/output.js';
import { printPreview } from '../../terminal/print-preview.js';
import { RowsProgress } from '../../terminal/progress.js';
import { NotConfirmedError } from '../../terminal/usage-errors.js';
import { toImportResponse } from '../dto/import-response.dto.js';
import { CommonErrors } from '../import/common-errors.js';
import { ON_EXISTING, type OnExisting } from '../import/existing-issues.js';
import { FORMAT_NAMES, type FormatName } from '../import/formats/formats.js';
import type { ImportReport } from '../import/import-report.js';
import { type ImportOptions, ImportService } from '../import/import.service.js';
import { describeErrors, describeReport } from './import-texts.js';

interface Options {
  readonly dryRun?: boolean;
  readonly atomic?: boolean;
  readonly createUsers?: boolean;
  readonly onExisting?: OnExisting;
  readonly format?: FormatName;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** The share of invalid rows from which a file is rather a mistake than a good file with errors. */
const MAX_INVALID_SHARE = 0.1;

@Command({ name: 'import', arguments: '<file>', description: 'Import issues from a CSV' })
export class ImportCommand extends OperatorCommand {
  constructor(private readonly imports: ImportService) {
    super();
  }

  async run([file = '']: string[], options: Options): Promise<void> {
    const size = await sizeOf(file);
    if (size === undefined) return this.command.error(`error: there is no file ${file}`);
    const { dryRun = false, atomic = false, createUsers, yes, json } = options;
    const { onExisting, format } = options;
    const read = (how: ImportOptions) =>
      readFile(file, size, json, (open, onProgress) =>
        this.imports.import(open, { ...how, createUsers, onExisting, format, onProgress }),
      );
    // These store nothing of a file with an invalid row.
    if (!dryRun && !atomic && yes !== true) {
      const errors = new CommonErrors();
      const { report } = await read({ dryRun: true, onErrors: errors.add });
      await requireConsent(report, errors, options);
    }
    const { report, speed } = await read({ dryRun, atomic });
    if (json) {
      const created_users = report.createdUsers.map(({ username, email }) => ({ username, email }));
      printJson({ ...toImportResponse(report), created_users });
    } else console.log(describeReport(report, dryRun, speed));
    if (dryRun && !json) printPreview(report.preview ?? {});
    if (report.successful < report.totalRows) process.exitCode = 1;
  }

  @Option({ flags: '--dry-run', description: 'Report, show what would change, and store nothing' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--atomic', description: 'Store all rows, or none when one is invalid' })
  atomic(): boolean {
    return true;
  }

  @Option({
    flags: '--create-users',
    description: 'Create the missing users of the column assignee',
  })
  createUsers(): boolean {
    return true;
  }

  @Option({
    flags: '--on-existing <what>',
    choices: [...ON_EXISTING],
    description: 'What is done with issues that exist by their external ids',
  })
  onExisting(what: string): string {
    return what;
  }

  @Option({
    flags: '--format <tool>',
    choices: FORMAT_NAMES,
    description: 'The tool that has exported the file',
  })
  format(tool: string): string {
    return tool;
  }

  @Option({ flags: '--yes', description: 'Do not ask when over a tenth of the rows are invalid' })
  yes(): boolean {
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

type Read = (
  open: () => ReadStream,
  onProgress: ImportOptions['onProgress'],
) => Promise<ImportReport>;

/** Reads the file with a progress bar; returns also the rows per second. */
async function readFile(file: string, size: number, quiet: boolean | undefined, work: Read) {
  const progress = new RowsProgress(size, quiet);
  let source: ReadStream | undefined;
  const open = () => (source = createReadStream(file));
  const onProgress: ImportOptions['onProgress'] = ({ rows }) => {
    progress.update(source?.bytesRead ?? 0, rows);
  };
  const report = await withFile(file, () => work(open, onProgress)).finally(() => progress.end(0));
  return { report, speed: progress.end(report.totalRows) };
}

/**
 * Asks before a file is imported of which more than a tenth would be left out.
 *
 * @throws NotConfirmedError
 */
async function requireConsent(
  { totalRows, successful }: ImportReport,
  errors: CommonErrors,
  { json, createUsers }: Options,
): Promise<void> {
  const invalid = totalRows - successful;
  if (invalid <= totalRows * MAX_INVALID_SHARE) return;
  const text = describeErrors({ totalRows, invalid, errors, createUsers });
  if (json !== true) console.error(text);
  if (!process.stdin.isTTY) {
    throw new NotConfirmedError(
      `Not confirmed: ${String(invalid)} of ${String(totalRows)} rows are invalid, most often: ` +
        `${errors.most(1)[0]?.text ?? ''}. Without a terminal this needs --yes; nothing was stored.`,
    );
  }
  await confirmed(
    successful === 0
      ? 'Go on, although no row can be imported?'
      : `Import the other ${String(successful)}?`,
  );
}
