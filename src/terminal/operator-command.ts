import { CommandRunner } from 'nest-commander';

/** A command whose wrong usage is thrown, so that the program decides how to exit. */
export abstract class OperatorCommand extends CommandRunner {
  override setCommand(command: Parameters<CommandRunner['setCommand']>[0]): this {
    command.exitOverride();
    // `old-issues 700` is no `old-issues --days 700`.
    command.allowExcessArguments(false);
    return super.setCommand(command);
  }
}
