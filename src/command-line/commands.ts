import type { Type } from '@nestjs/common';

/** What commands are for, in the order in which help lists them. */
export const GROUPS = [
  'First steps',
  'Issues, in and out',
  'Users and access',
  'Backups',
  'Looking after the data',
] as const;

export interface CommandEntry {
  readonly description: string;
  readonly group: (typeof GROUPS)[number];
  /** Calls as they are typed, without `npm run cli --`; the list of commands shows the first one. */
  readonly examples: readonly [string, ...string[]];
  readonly arguments?: string;
  /** `migrate` must not need the tables that it creates. */
  readonly opensDatabase?: boolean;
  /** The module of the command, which is loaded for this command alone. */
  readonly load: () => Promise<Type>;
}

const maintenance = async () =>
  (await import('../maintenance/commands/maintenance-commands.module.js'))
    .MaintenanceCommandsModule;
const users = async () =>
  (await import('../users/commands/users-commands.module.js')).UsersCommandsModule;
const changes = async () =>
  (await import('../changes/commands/changes-commands.module.js')).ChangesCommandsModule;
const csv = async () =>
  (await import('../issues/commands/csv-commands.module.js')).CsvCommandsModule;

/**
 * Every command by its name. Help is printed from this table, without loading the commands.
 */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  migrate: {
    description: 'Run the pending migrations',
    group: 'First steps',
    examples: ['migrate'],
    opensDatabase: false,
    load: async () =>
      (await import('../database/commands/schema-commands.module.js')).SchemaCommandsModule,
  },
  seed: {
    description: 'Load the sample data: four users and five issues',
    group: 'First steps',
    examples: ['seed'],
    load: maintenance,
  },
  populate: {
    description: 'Add generated issues with labels and comments',
    group: 'First steps',
    examples: ['populate --issues 10000'],
    load: maintenance,
  },
  import: {
    description: 'Import issues from a CSV',
    group: 'Issues, in and out',
    examples: ['import issues.csv --create-users', 'import issues.csv --dry-run'],
    arguments: '<file>',
    load: csv,
  },
  export: {
    description: 'Export issues as a CSV, to a file or to standard output',
    group: 'Issues, in and out',
    examples: [
      'export issues.csv --query "status=open&sort=id"',
      'export --query "label=bug" > bugs.csv',
    ],
    arguments: '[file]',
    load: csv,
  },
  bulk: {
    description: 'Change all issues that a filter finds, or none',
    group: 'Issues, in and out',
    examples: [`bulk --query 'status=open' --set '{"priority":"low"}' --dry-run`],
    load: changes,
  },
  changes: {
    description: 'List the writes that changed issues, newest first',
    group: 'Issues, in and out',
    examples: ['changes', `changes --query 'kind=import'`],
    load: changes,
  },
  revert: {
    description: 'Take a change back, such as an import, by a new change',
    arguments: '<id>',
    group: 'Issues, in and out',
    examples: ['revert 1 --dry-run', 'revert 1 --skip-conflicts'],
    load: changes,
  },
  deleted: {
    description: 'List the deleted issues, the last one first',
    group: 'Issues, in and out',
    examples: ['deleted'],
    load: async () =>
      (await import('../issues/commands/issues-commands.module.js')).IssuesCommandsModule,
  },
  labels: {
    description: 'List the labels with their use',
    group: 'Issues, in and out',
    examples: ['labels'],
    load: async () =>
      (await import('../labels/commands/labels-commands.module.js')).LabelsCommandsModule,
  },
  stats: {
    description: 'Issues by status, priority, assignee and label',
    group: 'Issues, in and out',
    examples: ['stats'],
    load: maintenance,
  },
  users: {
    description: 'List the users',
    group: 'Users and access',
    examples: ['users'],
    load: users,
  },
  user: {
    description: 'Create, activate and deactivate users',
    group: 'Users and access',
    examples: [
      'user create --username erin --email erin@example.com',
      'user deactivate erin',
      'user activate erin',
    ],
    load: users,
  },
  token: {
    description: 'Create, list and revoke API tokens',
    group: 'Users and access',
    examples: [
      'token create --user erin --scope write --expires 90',
      'token list',
      'token revoke 1',
    ],
    load: async () =>
      (await import('../auth/commands/token-commands.module.js')).TokenCommandsModule,
  },
  backup: {
    description: 'Make a verified backup, while the server runs',
    group: 'Backups',
    examples: ['backup --keep 14'],
    load: maintenance,
  },
  list: {
    description: 'List the backups',
    group: 'Backups',
    examples: ['list --verify'],
    load: maintenance,
  },
  restore: {
    description: 'Replace the database by a backup',
    group: 'Backups',
    examples: ['restore', 'restore backup-2026-11-23T07-25-48-123Z.db'],
    arguments: '[name]',
    load: maintenance,
  },
  transfer: {
    description: 'Copy everything into an empty database of either kind',
    group: 'Backups',
    examples: ['transfer --to postgresql://tracker@localhost/tracker'],
    load: maintenance,
  },
  health: {
    description: 'Check the integrity of the data',
    group: 'Looking after the data',
    examples: ['health', 'health --repair'],
    load: maintenance,
  },
  summary: {
    description: 'What is worth cleaning',
    group: 'Looking after the data',
    examples: ['summary'],
    load: maintenance,
  },
  'old-issues': {
    description: 'Purge the issues resolved or deleted long ago',
    group: 'Looking after the data',
    examples: ['old-issues --days 365'],
    load: maintenance,
  },
  'unused-labels': {
    description: 'Remove the labels without an issue',
    group: 'Looking after the data',
    examples: ['unused-labels'],
    load: maintenance,
  },
  vacuum: {
    description: 'Return free space to the file system',
    group: 'Looking after the data',
    examples: ['vacuum'],
    load: maintenance,
  },
  reset: {
    description: 'Delete everything and load the sample data',
    group: 'Looking after the data',
    examples: ['reset', 'reset --empty'],
    load: maintenance,
  },
};
