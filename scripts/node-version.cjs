'use strict';

// Loaded before a script (node --require), and written so that any old Node can read it: one line
// that says what to do, instead of thirty warnings and a syntax error.
const wanted = require('../package.json').engines.node.match(/\d+/g).map(Number);
const found = process.versions.node.split('.').map(Number);
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  const told = 'This needs Node.js ' + wanted.join('.') + ' or later; it runs on ';
  console.error(told + process.versions.node + '.');
  process.exit(1);
}
