/**
 * npm passes a signal on to the shell that it runs a script with, and many a shell ends without
 * passing it on. So what npm started ends when its shell has ended, as by that signal.
 */
const POLL_MS = 500;
const shell = process.ppid;

if (process.env.npm_lifecycle_event) {
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, POLL_MS).unref();
}
