import type { Config } from '@hewu/platform/src/config.js';
import { accountLines, DEMO_PASSWORD } from './demo-accounts.js';
import { FrontPageController } from './front-page.controller.js';

const page = (config: Partial<Config>): string => new FrontPageController(config as Config).page();
const oidc = { issuer: 'https://id.world.example', audience: 'urn:hewu:api' };

describe('the accounts of the demonstration', () => {
  test('are told with their password, at the start and on the front page', () => {
    for (const told of [accountLines(null).join('\n'), page({ demo: true, oidc: null })]) {
      expect(told).toContain(DEMO_PASSWORD);
      expect(told).toContain('office@institute.example');
    }
  });

  test('are told as off where an identity provider signs people in, with the way to sign in', () => {
    expect(accountLines(oidc.issuer)).toEqual([expect.stringMatching(/^Sign in at https:\/\/id\.world\.example: .* are off\.$/)]);
    const shown = page({ demo: true, oidc });
    expect(shown).toContain('at an identity provider');
    expect(shown).not.toContain('office@institute.example');
    for (const told of [...accountLines(oidc.issuer), shown]) expect(told).not.toContain(DEMO_PASSWORD);
  });

  test('are not told where there are none', () => expect(page({ demo: false, oidc: null })).not.toContain('office@institute.example'));
});
