import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'nest-commander';
import { atExit } from '../../common/at-exit.js';
import { parseQuery } from '../../http/validation/query-string.js';
import { toQuery } from '../../http/validation/validation.pipe.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { countOf, formatCount } from '../../terminal/format.js';
import { printJson } from '../../terminal/output.js';
import { ExportIssuesQuery } from '../dto/list-issues.dto.js';
import { ExportService } from '../export/export.service.js';
import { withFile } from '../../terminal/operator-file.js';
import { NotConfirmedError } from '../../terminal/usage-errors.js';
import { RowsProgress } from '../../terminal/progress.js';

interface Options {
  readonly query?: string;
  readonly json?: boolean;
  readonly force?: boolean;
}

@Command({
  name: 'export',
  arguments: '[file]',
  description: 'Export issues as a CSV, to a file or to standard output',
})
export class ExportCommand extends OperatorCommand {
  constructor(private readonly exports: ExportService) {
    super();
  }

  async run([file]: string[], { query = '', json, force }: Options): Promise<void> {
    if (file === undefined && json) this.command.error('error: --json needs a file');
    if (file !== undefined && force !== true && existsSync(file)) {
      throw new NotConfirmedError(`${file} exists already; --force overwrites it.`);
    }
    const filter = await toQuery(ExportIssuesQuery, parseQuery(query));
    // Rows on the same terminal would be overwritten by the bar.
    const sharesTerminal = file === undefined && process.stdout.isTTY;
    const total = await this.exports.count(filter);
    const progress = new RowsProgress(total, json === true || sharesTerminal);
    let rows = 0;
    const csv = this.exports.stream(filter, (batch) => {
      rows += batch;
      progress.update(rows, rows);
    });
    const exported =
      file === undefined
        ? pipeline(csv, process.stdout, { end: false })
        : withFile(file, () => write(csv, file, force));
    await exported.finally(() => progress.end(rows));
    const speed = progress.end(rows);
    if (json) printJson({ file, rows });
    else if (file !== undefined) {
      console.log(`Exported ${countOf(rows, 'issue')} to ${file}, ${formatCount(speed)} a second.`);
    }
  }

  @Option({
    flags: '--query <query>',
    description: 'Filters, sort and fields as in the API, e.g. "status=open&sort=id"',
  })
  query(query: string): string {
    return query;
  }

  @Option({ flags: '--force', description: 'Overwrite the file if there is one' })
  force(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}

/** Writes to a temporary file first, so that `file` is never incomplete; `link` fails if it exists. */
async function write(csv: Readable, file: string, overwrites = false): Promise<void> {
  const partial = `${file}.${String(process.pid)}.part`;
  const keep = atExit(() => {
    rmSync(partial, { force: true });
  });
  try {
    await pipeline(csv, createWriteStream(partial));
    await (overwrites ? rename(partial, file) : link(partial, file));
  } finally {
    // What has failed says more than that there is nothing to remove.
    await rm(partial, { force: true }).catch(() => undefined);
    keep();
  }
}
