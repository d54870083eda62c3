import { randomUUID } from 'node:crypto';
import { withRequestContext } from '../common/request-context.js';
import { COMMANDS } from './commands.js';
import { showOverview } from './overview.js';

/**
 * Runs the command named by the process arguments; returns the exit code: 0 done, 1 failed,
 * 2 wrong usage or not confirmed, 3 `health` found violations.
 */
export async function runCommandLine(): Promise<number> {
  const context = { requestId: `cli-${randomUUID()}`, actorId: null, isLongWork: true };
  process.exitCode = 0;
  try {
    await withRequestContext(context, run);
    return process.exitCode;
  } catch (error) {
    const { reportFailure } = await import('./failure.js');
    return reportFailure(error);
  }
}

async function run(): Promise<void> {
  askForHelpByOption(process.argv);
  const [, , name = ''] = process.argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return showOverview();
  const { runCommand } = await import('./run-command.js');
  await runCommand(command);
}

/** `help list` is `list --help`. */
function askForHelpByOption(argv: string[]): void {
  const [, , first, name = ''] = argv;
  if (first === 'help' && Object.hasOwn(COMMANDS, name)) argv.splice(2, 2, name, '--help');
}
