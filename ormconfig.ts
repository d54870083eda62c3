import 'reflect-metadata';
import { loadConfiguration } from './src/config/configuration.js';
import { processEnvironment } from './src/config/process-environment.js';
import { adminOptions, createDataSource } from './src/database/data-source-options.js';
import { entities } from './src/entities.js';
import { migrations } from './migrations/index.js';

/** What the TypeORM command line works on: the database of DATABASE_URL, past a connection pooler. */
export default createDataSource({
  ...adminOptions(loadConfiguration(processEnvironment()), entities),
  migrations,
});
