import { keepCompiledCode } from './compile-cache.js';

keepCompiledCode();
const { start } = await import('./start.js');
await start();
