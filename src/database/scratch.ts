/** Needs no server, and so is the same beside both databases. */
export { Scratch } from './sqlite/scratch.js';
