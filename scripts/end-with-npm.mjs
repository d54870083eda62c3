/**
 * npm sends signals to the shell that it runs a script with, and many shells end without forwarding
 * them. So this process ends when its shell has ended.
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
