import type { Configuration } from '../config/configuration.js';
import { migrations } from '../../migrations/index.js';
import { createDataSource, writerOptions } from './data-source-options.js';

/** Runs the pending migrations, each in its own transaction; returns their names. */
export async function migrate(configuration: Pick<Configuration, 'database'>): Promise<string[]> {
  const dataSource = createDataSource({ ...writerOptions(configuration, []), migrations });
  await dataSource.initialize();
  try {
    const run = await dataSource.runMigrations({ transaction: 'each' });
    return run.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}
