/**
 * A process that runs one command after the other, by the same function as the program. Each run has
 * its own arguments, environment and working directory; its output and exit code are sent back.
 */
const { runCommandLine } = await import(
  // With coverage, the compiled sources.
  process.env.NODE_V8_COVERAGE
    ? '../../dist/src/command-line/run-command-line.js'
    : '../../dist/bin/run-command-line.js'
);

const program = new URL('../../dist/bin/cli.js', import.meta.url).pathname;

process.on('message', async ({ args, env, folder }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(folder);
  process.argv = [process.execPath, program, ...args];
  const printed = { stdout: capture(process.stdout), stderr: capture(process.stderr) };
  const code = await runCommandLine();
  process.exitCode = 0;
  process.send({ code, stdout: printed.stdout.end(), stderr: printed.stderr.end() });
});

process.on('disconnect', () => process.exit());
process.send('ready');

function capture(stream) {
  const { write } = stream;
  const before = listenersOf(stream);
  const pieces = [];
  stream.write = (piece, encoding, done) => {
    pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
  return {
    end() {
      stream.write = write;
      // A pipeline leaves its own on a stream that goes on; a process of one command ends with it.
      for (const [name, listener] of listenersOf(stream)) {
        if (!before.some(([, known]) => known === listener)) stream.off(name, listener);
      }
      return Buffer.concat(pieces).toString();
    },
  };
}

const listenersOf = (stream) =>
  stream.eventNames().flatMap((name) => stream.rawListeners(name).map((one) => [name, one]));
