import { parseArgs } from 'node:util';

const USAGE = `npm run bench -- PART [--only "one issue,create"] [--dialect sqlite|postgres]
  [--clients 1,32] [--rounds 7] [--round-ms 400]`;

/** What to measure, from the arguments of the command. */
export function readOptions(args, scenarios) {
  const values = valuesOf(args);
  const list = (text, all) => (text === undefined ? all : text.split(',').map((one) => one.trim()));
  const only = list(values.only, scenarios);
  const unknown = only.filter((scenario) => !scenarios.includes(scenario));
  if (unknown.length > 0)
    wrongUsage(`There is no ${unknown.join(', ')} in: ${scenarios.join(', ')}`);
  return {
    scenarios: scenarios.filter((scenario) => only.includes(scenario)),
    dialects: list(values.dialect, ['sqlite', 'postgres']),
    clients: list(values.clients, ['1', '32']).map(Number),
    rounds: Number(values.rounds),
    roundMs: Number(values['round-ms']),
  };
}

function valuesOf(args) {
  const text = { type: 'string' };
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: text,
        dialect: text,
        clients: text,
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
