import type { SmtpWay } from "#app/lib/ways-out.ts";

const EARLY_MS = 60_000;
const PATIENCE_MS = 20_000;

/**
 * What signs in: the password as it is, or, with OAuth 2 and a `tokenUrl`, an access token for which the password (a
 * refresh token) is exchanged (RFC 6749, 6), kept until shortly before it runs out.
 */
export function secretOf(way: SmtpWay): () => Promise<string> {
  const { credentials, tokenUrl, client } = way;
  const secret = credentials?.secret ?? "";
  if (tokenUrl === null) return () => Promise.resolve(secret);

  let kept: { token: string; until: number } | null = null;
  return async () => {
    if (kept && performance.now() < kept.until) return kept.token;
    const answer = await fetch(tokenUrl, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "refresh_token",
        refresh_token: secret,
        ...(client ? { client_id: client.id, client_secret: client.secret } : {}),
      }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const told = (await answer.json().catch(() => ({}))) as { access_token?: unknown; expires_in?: unknown };
    if (!answer.ok || typeof told.access_token !== "string")
      throw new Error(`no access token from ${new URL(tokenUrl).host}: ${answer.status}`);
    const seconds = typeof told.expires_in === "number" ? told.expires_in : 300;
    kept = { token: told.access_token, until: performance.now() + seconds * 1000 - EARLY_MS };
    return kept.token;
  };
}
