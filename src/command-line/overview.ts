import { Command } from 'commander';
import { packageVersion } from '../config/package-version.js';
import { COMMANDS } from './commands.js';

/**
 * Help, the version, and unknown commands, without loading any command.
 *
 * @throws CommanderError always, with the exit code
 */
export async function showOverview(): Promise<void> {
  const program = new Command().version(packageVersion()).exitOverride();
  for (const [name, command] of Object.entries(COMMANDS)) {
    const listed = program.command(name).description(command.description);
    if (command.arguments !== undefined) listed.arguments(command.arguments);
    if (command.hasSubcommands !== true) listed.option('--json');
  }
  await program.parseAsync();
}
