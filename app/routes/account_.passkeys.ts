import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { isRefusal } from "#app/lib/refusal.ts";
import { addPasskey, askForPasskey } from "#app/models/passkey.ts";
import { primaryAddress } from "#app/models/person.ts";
import { requirePerson } from "#app/web/current.ts";

export function loader() {
  return redirect("/account");
}

/** As the browser gives it (WebAuthn, 5.1.3); what is in it is looked at by the library. */
const answer = z.object({
  name: z.string().max(200),
  passkey: z.object({ id: z.string().max(1024), response: z.looseObject({}) }).loose(),
});

/** Without an answer: what the device shall make a key for. With one: it is kept. */
export async function action({ request }: ActionFunctionArgs) {
  const person = await requirePerson(request);
  const sent: unknown = await request.json().catch(() => null);
  if (sent === null) return Response.json(await askForPasskey(person, await primaryAddress(person.id)));
  const read = answer.safeParse(sent);
  if (!read.success) return Response.json({ words: "This cannot be read." }, { status: 400 });
  try {
    await addPasskey(person, read.data.passkey as unknown as RegistrationResponseJSON, read.data.name);
    return Response.json({ ok: true });
  } catch (error) {
    if (isRefusal(error)) return Response.json({ words: error.message }, { status: 400 });
    throw error;
  }
}
