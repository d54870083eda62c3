import { spawnSync } from 'node:child_process';
import { root } from './prepare.mjs';

/**
 * Asks the registry for known vulnerabilities of what runs in production; exits 1 with any. One that
 * answers no such question is said, and no failure.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
});
const report = JSON.parse(stdout);
const found = report.vulnerabilities && Object.values(report.vulnerabilities);
if (!found) console.log(`Not audited: ${report.message ?? 'the registry did not answer'}.`);
else {
  for (const { name, severity, range } of found) console.log(`${name} ${range}: ${severity}`);
  console.log(`${found.length} vulnerable packages in production`);
  if (found.length > 0) process.exitCode = 1;
}
