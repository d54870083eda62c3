/** Whether nobody listens at a URL (any more). */
export const refusesConnections = (url: string) =>
  fetch(`${url}/health`).then(
    () => false,
    () => true,
  );
