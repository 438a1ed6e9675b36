import { z } from "zod";

import type { IngressSettings } from "#app/models/ingress.ts";

type SignIn = IngressSettings<"imap">["signIn"];

const answerShape = z.object({ access_token: z.string().min(1) });
const SECONDS = 1000;

/** A password as it is, or a fresh access token for the refresh token (RFC 6749, section 6). */
export async function credentialsOf(
  account: string,
  signIn: SignIn,
): Promise<{ user: string; pass: string } | { user: string; accessToken: string }> {
  if ("password" in signIn) return { user: account, pass: signIn.password };

  const answer = await fetch(signIn.tokenUrl, {
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(20 * SECONDS),
    body: new URLSearchParams({
      grant_type: "refresh_token",
      client_id: signIn.clientId,
      client_secret: signIn.clientSecret,
      refresh_token: signIn.refreshToken,
    }),
  });
  if (!answer.ok) throw new Error(`the token was refused (${answer.status})`);
  return { user: account, accessToken: answerShape.parse(await answer.json()).access_token };
}
