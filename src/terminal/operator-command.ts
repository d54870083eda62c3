import { CommandRunner } from 'nest-commander';

type OfCommander = Parameters<CommandRunner['setCommand']>[0];

let examples: readonly string[] = [];

/** The examples that the help of the command ends with, without `npm run cli --`. */
export function showExamples(ofCommand: readonly string[]): void {
  examples = ofCommand;
}

/** Those of a command; of a part of it, such as `user create`, its own. */
function examplesOf(command: OfCommander): string {
  const own = examples.filter((example) => example.split(' ')[1] === command.name());
  const shown = own.length > 0 ? own : examples;
  return ['', 'Examples:', ...shown.map((example) => `  npm run cli -- ${example}`)].join('\n');
}

/** A command that throws on wrong usage, so that `reportFailure` decides the exit code. */
export abstract class OperatorCommand extends CommandRunner {
  override setCommand(command: OfCommander): this {
    command.exitOverride();
    // `old-issues 700` must not run as `old-issues`, ignoring the 700.
    command.allowExcessArguments(false);
    command.addHelpText('after', () => examplesOf(command));
    return super.setCommand(command);
  }
}
