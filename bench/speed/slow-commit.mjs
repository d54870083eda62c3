import Database from 'better-sqlite3';

/**
 * Loaded before a server (`node --import`): each COMMIT on SQLite first waits as long as a disk
 * takes to write it safely. What runs in the thread of the commit waits with it, as it would.
 */
const DELAY_MS = 5;
const cell = new Int32Array(new SharedArrayBuffer(4));
const wait = () => Atomics.wait(cell, 0, 0, DELAY_MS);
const isCommit = (sql) => /^\s*(COMMIT|END)\b/i.test(sql);
const endsTransaction = (sql) => /\b(COMMIT|END)\b/i.test(sql);

const { prepare, exec } = Database.prototype;

Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  if (!isCommit(sql)) return statement;
  const { run } = statement;
  statement.run = (...parameters) => {
    wait();
    return run.apply(statement, parameters);
  };
  return statement;
};

Database.prototype.exec = function (sql) {
  if (endsTransaction(sql)) wait();
  return exec.call(this, sql);
};

/** better-sqlite3 commits these by itself, unseen. */
Database.prototype.transaction = () => {
  throw new Error('The bench can slow only transactions that end with a COMMIT of their own.');
};
