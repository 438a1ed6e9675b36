import { config } from "#app/lib/config.ts";
import { scrubTokens } from "#emails/writing/leaked-tokens.ts";

/**
 * What a person wrote, without what it would let others do in somebody's name: reply addresses and links that letters
 * carry. For everything that is kept to be shown, mailed on or published. Text or HTML.
 */
export function withoutTokens(text: string): string {
  const { mailDomain, appUrl } = config();
  return scrubTokens(text, { domain: mailDomain, appUrl });
}
