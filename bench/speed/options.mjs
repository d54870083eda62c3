import { parseArgs } from 'node:util';

const USAGE = `npm run bench -- PART [--only "one issue,create"] [--dialect sqlite|postgres]
  [--clients 1,32] [--rounds 7] [--round-ms 400]`;

const DIALECTS = ['sqlite', 'postgres'];

/** What to measure, from the arguments of the command. */
export function readOptions(args, scenarios) {
  const values = valuesOf(args);
  return {
    scenarios: chosen(values.only, scenarios),
    dialects: chosen(values.dialect, DIALECTS),
    clients: values.clients.split(',').map(wholeNumber),
    rounds: wholeNumber(values.rounds),
    roundMs: wholeNumber(values['round-ms']),
  };
}

/** All of them unless some are named; always in the order of all. */
function chosen(text, all) {
  if (text === undefined) return all;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) wrongUsage(`There is no ${unknown.join(', ')} in: ${all.join(', ')}`);
  return all.filter((name) => names.includes(name));
}

function wholeNumber(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) wrongUsage(`${text} is no whole number above 0.`);
  return value;
}

function valuesOf(args) {
  const text = { type: 'string' };
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: text,
        dialect: text,
        clients: { type: 'string', default: '1,32' },
        rounds: { type: 'string', default: '7' },
        'round-ms': { type: 'string', default: '400' },
      },
    });
    return values;
  } catch (error) {
    return wrongUsage(error.message);
  }
}

function wrongUsage(message) {
  console.error(`${message}\nusage: ${USAGE}`);
  process.exit(2);
}
