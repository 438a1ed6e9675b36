import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { letterFacts, type LetterFacts } from "#app/models/delivery/facts.ts";
import { secretsOf, signInsById, type AskedSignIn } from "#app/models/session.ts";
import { signIn as signInLetter } from "#emails/templates/sign-in.ts";
import { factId } from "./compose-each.ts";
import { finishLetter, letterProps, type Composition } from "./letter.ts";
import { knownLocale } from "./locale.ts";

/** A link and a code. Both are derived here and now: neither is kept anywhere. */
export async function composeSignIns(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const signIns = await signInsById(deliveries.map((delivery) => factId(delivery, "signInId")));

  const composed = new Map<string, Composition>();
  for (const facts of await letterFacts(deliveries)) {
    const asked = signIns.get(factId(facts.delivery, "signInId"));
    composed.set(facts.delivery.id, await compose(facts, asked));
  }
  return composed;
}

async function compose(facts: LetterFacts, asked: AskedSignIn | undefined): Promise<Composition> {
  if (!asked || asked.usedAt || asked.expiresAt <= now())
    return { cancelled: "the sign-in is used or too old" };

  const { token, code } = secretsOf(asked);
  const draft = signInLetter({
    ...letterProps(facts),
    locale: knownLocale(asked.person.locale),
    url: links.signIn(token),
    code,
    minutes: Math.round((asked.expiresAt.getTime() - asked.createdAt.getTime()) / 60_000),
  });
  return finishLetter(facts, draft, { toName: asked.person.name, replyTo: null });
}
