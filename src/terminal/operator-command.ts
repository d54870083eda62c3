import { CommandRunner } from 'nest-commander';

/** A command that throws on wrong usage, so that `reportFailure` decides the exit code. */
export abstract class OperatorCommand extends CommandRunner {
  override setCommand(command: Parameters<CommandRunner['setCommand']>[0]): this {
    command.exitOverride();
    // `old-issues 700` must not run as `old-issues`, ignoring the 700.
    command.allowExcessArguments(false);
    return super.setCommand(command);
  }
}
