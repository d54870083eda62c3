import type { NestExpressApplication } from '@nestjs/platform-express';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** The statements that `work` sends to the database, without those that begin and end transactions. */
export async function countQueries(
  app: NestExpressApplication,
  work: () => Promise<void>,
): Promise<string[]> {
  return (await statementsOf(app, work)).filter(
    (statement) =>
      !/^(BEGIN|START|SET TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/.test(statement),
  );
}

/** All of them. */
export async function statementsOf(
  app: NestExpressApplication,
  work: () => Promise<void>,
): Promise<string[]> {
  const names = __DIALECT__ === 'sqlite' ? [undefined, 'reader'] : [undefined];
  const sources = names.map((name) => app.get<DataSource>(getDataSourceToken(name)));
  const seen: string[] = [];
  const before = sources.map(({ logger }) => logger);
  for (const source of sources) {
    source.logger = Object.assign(Object.create(source.logger) as typeof source.logger, {
      logQuery: (statement: string) => seen.push(statement),
    });
  }
  try {
    await work();
  } finally {
    for (const [index, source] of sources.entries()) {
      source.logger = before[index] ?? source.logger;
    }
  }
  return seen;
}
