import { createCookie, redirect } from "@remix-run/node";
import { z } from "zod";

import { newId } from "#app/lib/ids.ts";
import { cookieKeys } from "#app/lib/keys.ts";
import { cookiesAreSecure } from "#app/web/session-cookie.ts";

const shape = z.object({
  id: z.string(),
  words: z.string(),
  undo: z.object({ path: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
});

/** What was done, told once on the next page. `undo`: posting these fields to this path takes it back. */
export type Toast = z.infer<typeof shape>;

/** The answer to a form that did its work. */
export async function redirectWithToast(to: string, toast: Omit<Toast, "id">): Promise<Response> {
  const value = await toastCookie().serialize({ id: newId(), ...toast });
  return redirect(to, { headers: { "Set-Cookie": value } });
}

/** The toast that waits for this page, and the headers that take it away. */
export async function takeToast(
  request: Request,
): Promise<{ toast: Toast | null; headers: Record<string, string> }> {
  const cookie = toastCookie();
  const kept: unknown = await cookie.parse(request.headers.get("cookie"));
  if (kept === null) return { toast: null, headers: {} };

  const { data: toast = null } = shape.safeParse(kept);
  return { toast, headers: { "Set-Cookie": await cookie.serialize("", { maxAge: 0 }) } };
}

/** Signed, for its undo is a form that is sent with one's own rights. */
function toastCookie() {
  return createCookie("toast", {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: cookiesAreSecure(),
    maxAge: 60,
    secrets: cookieKeys(),
  });
}
