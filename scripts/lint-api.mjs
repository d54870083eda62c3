import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';

/** What the rules for OpenAPI find wrong with the document at an address, warnings included. */
export async function lintApi(url) {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [rulesets.oas] }));
  const faults = await linter.run(await (await fetch(url)).json());
  return faults.map(({ code, message, path }) => `${code}: ${message} (${path.join(' > ')})`);
}
