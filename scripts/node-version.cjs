'use strict';

// Loaded before a script (node --require), in a syntax that any old Node can read, so that it prints
// one line that says what to do, instead of thirty warnings and a syntax error.
const wanted = require('../package.json').engines.node.match(/\d+/g).map(Number);
const found = process.versions.node.split('.').map(Number);
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  const requirement = 'This needs Node.js ' + wanted.join('.') + ' or later; it runs on ';
  console.error(requirement + process.versions.node + '.');
  process.exit(1);
}
