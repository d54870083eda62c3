import { keepCompiledCode } from './server/compile-cache.js';

keepCompiledCode();
const { start } = await import('./server/start.js');
await start();
