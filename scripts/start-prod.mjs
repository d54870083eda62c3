import { existsSync } from 'node:fs';

const program = new URL('../dist/bin/main.js', import.meta.url);

if (existsSync(program)) await import(program.href);
else {
  console.error(
    'There is no build yet: run "npm run build" first, or "npm start", which builds by itself.',
  );
  process.exitCode = 1;
}
