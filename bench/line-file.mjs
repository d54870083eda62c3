import { closeSync, openSync, writeSync } from 'node:fs';

/** A file that PostgreSQL can read whatever user it runs as; written in batches of lines. */
export class LineFile {
  constructor(path) {
    this.file = openSync(path, 'w', 0o644);
    this.lines = [];
  }

  add(line) {
    if (this.lines.push(line) === 1000) this.flush();
  }

  flush() {
    writeSync(this.file, this.lines.join(''));
    this.lines = [];
  }

  close() {
    this.flush();
    closeSync(this.file);
  }
}
