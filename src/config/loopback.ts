const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Whether the host, without a port, is this machine whatever the network says. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
