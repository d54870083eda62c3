import { Option } from 'nest-commander';
import { confirmed } from './confirm.js';
import { OperatorCommand } from './operator-command.js';
import { printJson } from './output.js';
import { type Preview, printPreview } from './print-preview.js';

export interface RehearsedOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Work that can be rehearsed, and what the operator is told of it. */
interface Rehearsed<Result> {
  readonly run: (dryRun: boolean) => Promise<Result>;
  /** Undefined when there is nothing to do, and so nothing to ask. */
  readonly question: (rehearsed: Result) => string | undefined;
  readonly tell: (done: Result) => void;
}

/** A command that shows what it would change, asks, and changes it. */
export abstract class RehearsedCommand extends OperatorCommand {
  /** @throws NotConfirmedError */
  protected async rehearsed<Result extends Preview>(
    { run, question, tell }: Rehearsed<Result>,
    { dryRun, yes, json }: RehearsedOptions,
  ): Promise<void> {
    if (dryRun || yes !== true) {
      const rehearsal = await run(true);
      if (!json) printPreview(rehearsal);
      if (dryRun) {
        if (json) printJson(rehearsal);
        return;
      }
      const asked = question(rehearsal);
      if (asked !== undefined) await confirmed(asked, yes);
    }
    const done = await run(false);
    if (json) printJson(done);
    else tell(done);
  }

  @Option({ flags: '--dry-run', description: 'Show what would change, and store nothing' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--yes', description: 'Do not ask' })
  yes(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
