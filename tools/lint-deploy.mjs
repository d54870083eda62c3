import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parser as promql } from '@prometheus-io/lezer-promql';
import { validate, ValidationSeverity } from 'dockerfile-utils';
import { parseDocument } from 'yaml';

/** Checks the files of deploy/: the Dockerfile, YAML, and the queries of Prometheus and Grafana. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'deploy');
const files = readdirSync(folder, { recursive: true }).map(String);
const textOf = (file) => readFileSync(join(folder, file), 'utf8');
const problems = [];

for (const file of files.filter((name) => name.endsWith('Dockerfile'))) {
  const { WARNING } = ValidationSeverity;
  const found = validate(textOf(file), {
    deprecatedMaintainer: WARNING,
    emptyContinuationLine: WARNING,
    instructionCasing: WARNING,
    instructionCmdMultiple: WARNING,
    instructionEntrypointMultiple: WARNING,
    instructionHealthcheckMultiple: WARNING,
    instructionJSONInSingleQuotes: WARNING,
    instructionWorkdirRelative: WARNING,
  });
  problems.push(
    ...found.map(({ message, range }) => `${file}:${range.start.line + 1}: ${message}`),
  );
}

const queries = [];

for (const file of files.filter((name) => name.endsWith('.yaml'))) {
  const document = parseDocument(textOf(file), { merge: true, strict: true });
  problems.push(
    ...[...document.errors, ...document.warnings].map(({ message }) => `${file}: ${message}`),
  );
  if (!file.startsWith('prometheus/')) continue;
  for (const { rules } of document.toJS().groups) {
    queries.push(...rules.map(({ expr }) => ({ file, expr })));
  }
}

for (const file of files.filter((name) => name.startsWith('grafana/') && name.endsWith('.json'))) {
  for (const { targets } of JSON.parse(textOf(file)).panels) {
    queries.push(...targets.map(({ expr }) => ({ file, expr })));
  }
}

for (const { file, expr } of queries) {
  // Grafana replaces its variables before Prometheus sees them.
  const text = expr.replaceAll('$__rate_interval', '5m');
  promql.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) problems.push(`${file}: at ${from} of ${text}`);
    },
  });
}

for (const problem of problems) console.error(`deploy/${problem}`);
console.log(`${files.length} files, ${queries.length} queries, ${problems.length} problems.`);
process.exitCode = problems.length > 0 || queries.length === 0 ? 1 : 0;
