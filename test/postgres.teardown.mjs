import { rmSync } from 'node:fs';

export default async function stopPostgres() {
  const started = globalThis.__POSTGRES__;
  if (!started) return;
  await started.server.stop();
  rmSync(started.folder, { recursive: true, force: true });
}
