const NAME = /^(\[[\da-f:.]+\]|[\w.-]+)$/i;

/** Names and addresses without ports, separated by commas, in lower case. */
export function parseAllowedHosts(text: string): string[] {
  const hosts = text
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  const invalid = hosts.find((host) => !NAME.test(host));
  if (invalid !== undefined) {
    throw new Error(`must be host names without ports, separated by commas, not "${invalid}"`);
  }
  return hosts;
}
