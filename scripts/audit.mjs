import { spawnSync } from 'node:child_process';
import { root } from './prepare.mjs';

/**
 * Asks the registry for known vulnerabilities of the production packages; exits 1 if there are any. A
 * registry that does not support audits is reported, and is not a failure.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
});
const report = JSON.parse(stdout);
const found = report.vulnerabilities && Object.values(report.vulnerabilities);
if (!found) console.log(`Not audited: ${report.message ?? 'the registry did not respond'}.`);
else {
  for (const { name, severity, range } of found) console.log(`${name} ${range}: ${severity}`);
  console.log(`${found.length} vulnerable packages in production`);
  if (found.length > 0) process.exitCode = 1;
}
