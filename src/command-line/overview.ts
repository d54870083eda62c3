import { Command } from 'commander';
import { packageVersion } from '../config/package-version.js';
import { COMMANDS, GROUPS } from './commands.js';

/**
 * Help, the version, and unknown commands, without loading any command.
 *
 * @throws CommanderError always, with the exit code
 */
export async function showOverview(): Promise<void> {
  const program = new Command().version(packageVersion()).exitOverride();
  for (const name of Object.keys(COMMANDS)) program.command(name);
  program.helpInformation = overview;
  await program.parseAsync();
}

/** Every command by what it is for, and below it an example. */
function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => callOf(name).length)) + 2;
  const indent = ' '.repeat(width + 2);
  const groups = GROUPS.map((group) => {
    const lines = Object.entries(COMMANDS)
      .filter(([, command]) => command.group === group)
      .map(([name, { description, examples }]) => {
        const example = examples[0] === name ? '' : `\n${indent}  ${examples[0]}`;
        return `  ${callOf(name).padEnd(width)}${description}${example}`;
      });
    return [`${group}:`, ...lines].join('\n');
  });
  return [
    'Usage: npm run cli -- COMMAND [options]',
    ...groups,
    `Below a command that takes options is an example, without "npm run cli --".
COMMAND --help lists the options, with more examples; --json prints one JSON
document, --version the version. Exit codes: 0 done, 1 failed, 2 wrong usage or
not confirmed, 3 health found faults.\n`,
  ].join('\n\n');
}

const callOf = (name: string): string => {
  const parameters = COMMANDS[name]?.arguments;
  return parameters === undefined ? name : `${name} ${parameters}`;
};
