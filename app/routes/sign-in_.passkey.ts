import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { isRefusal } from "#app/lib/refusal.ts";
import { askToSignIn, signInByPasskey } from "#app/models/passkey.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";

export function loader() {
  return redirect("/sign-in");
}

/** As the browser gives it (WebAuthn, 5.1.4); what is in it is looked at by the library. */
const answer = z.object({ id: z.string().max(1024), response: z.looseObject({}) }).loose();

/** Without an answer: what the device shall sign. With one: signed in. */
export async function action({ request }: ActionFunctionArgs) {
  const sent: unknown = await request.json().catch(() => null);
  if (sent === null) return Response.json(await askToSignIn());
  const read = answer.safeParse(sent);
  if (!read.success) return Response.json({ words: "This cannot be read." }, { status: 400 });
  try {
    const { token } = await signInByPasskey(
      read.data as unknown as AuthenticationResponseJSON,
      request.headers.get("user-agent") ?? "",
    );
    return Response.json({ ok: true }, { headers: { "Set-Cookie": sessionCookie(token) } });
  } catch (error) {
    if (isRefusal(error)) return Response.json({ words: error.message }, { status: 400 });
    throw error;
  }
}
