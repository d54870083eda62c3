import type { Type } from '@nestjs/common';

export interface CommandEntry {
  readonly description: string;
  readonly arguments?: string;
  readonly hasSubcommands?: boolean;
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
    opensDatabase: false,
    load: async () =>
      (await import('../database/commands/schema-commands.module.js')).SchemaCommandsModule,
  },
  seed: { description: 'Load the sample data', load: maintenance },
  populate: { description: 'Add generated issues with labels and comments', load: maintenance },
  backup: { description: 'Make a verified backup, while the server runs', load: maintenance },
  list: { description: 'List the backups', load: maintenance },
  restore: {
    description: 'Replace the database by a backup, the newest without a name',
    arguments: '[name]',
    load: maintenance,
  },
  stats: { description: 'What the tracker holds', load: maintenance },
  health: { description: 'Check the integrity of the data', load: maintenance },
  users: { description: 'List the users', load: users },
  user: {
    description: 'Create, activate and deactivate users',
    hasSubcommands: true,
    load: users,
  },
  labels: {
    description: 'List the labels with their use',
    load: async () =>
      (await import('../labels/commands/labels-commands.module.js')).LabelsCommandsModule,
  },
  deleted: {
    description: 'List the deleted issues, the last one first',
    load: async () =>
      (await import('../issues/commands/issues-commands.module.js')).IssuesCommandsModule,
  },
  import: { description: 'Import issues from a CSV', arguments: '<file>', load: csv },
  export: {
    description: 'Export issues as a CSV, to a file or to standard output',
    arguments: '[file]',
    load: csv,
  },
  bulk: { description: 'Change all issues that a filter finds, or none', load: changes },
  changes: { description: 'List the writes that changed issues, newest first', load: changes },
  revert: {
    description: 'Take a change back, such as an import, by a new change',
    arguments: '<id>',
    load: changes,
  },
  summary: { description: 'What is worth cleaning', load: maintenance },
  'old-issues': { description: 'Purge the issues resolved long ago', load: maintenance },
  'unused-labels': { description: 'Remove the labels without an issue', load: maintenance },
  vacuum: { description: 'Return free space to the file system', load: maintenance },
  reset: { description: 'Delete everything and load the sample data', load: maintenance },
  transfer: {
    description: 'Copy everything into an empty database, also of the other kind',
    load: maintenance,
  },
  token: {
    description: 'API tokens',
    hasSubcommands: true,
    load: async () =>
      (await import('../auth/commands/token-commands.module.js')).TokenCommandsModule,
  },
};
