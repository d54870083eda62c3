import module from 'node:module';

/** Keeps compiled code for the next start, where Node can (22.1 and later). */
export function keepCompiledCode(): void {
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
}
