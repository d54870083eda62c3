import { CommandRunner } from 'nest-commander';

/** A command whose wrong usage is thrown, so that the program decides how to exit. */
export abstract class OperatorCommand extends CommandRunner {
  override setCommand(command: Parameters<CommandRunner['setCommand']>[0]): this {
    command.exitOverride();
    return super.setCommand(command);
  }
}
