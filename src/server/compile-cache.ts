import module from 'node:module';

/** Caches compiled code for the next start (Node 22.1 and later). */
export function keepCompiledCode(): void {
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
}
