import { config } from "#app/lib/config.ts";

/** The session's row says when it ends; the cookie only has to live longer. 400 days is what browsers allow. */
const LONGEST = 400 * 24 * 3600;

export function readSessionToken(request: Request): string | null {
  const cookies = request.headers.get("cookie")?.split(";") ?? [];
  const prefix = `${cookieName()}=`;
  const found = cookies.map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(prefix));
  const token = found?.slice(prefix.length) ?? "";
  return /^[\w-]{20,80}$/.test(token) ? token : null;
}

/** A `Set-Cookie` value. */
export function sessionCookie(token: string): string {
  return `${cookieName()}=${token}; Max-Age=${LONGEST}; ${attributes()}`;
}

export function endedSessionCookie(): string {
  return `${cookieName()}=; Max-Age=0; ${attributes()}`;
}

export function cookiesAreSecure(): boolean {
  return config().production || config().appUrl.startsWith("https:");
}

/** `__Host-` (RFC 6265bis): no other host of the domain can set it. Browsers take it over HTTPS only. */
function cookieName(): string {
  return cookiesAreSecure() ? "__Host-session" : "session";
}

function attributes(): string {
  return `Path=/; HttpOnly; SameSite=Lax${cookiesAreSecure() ? "; Secure" : ""}`;
}
