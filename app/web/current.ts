import { redirect } from "@remix-run/node";

import { asActor, membershipBySlug } from "#app/models/membership.ts";
import type { Person } from "#app/models/person.ts";
import { actorMay, type Act, type Actor } from "#app/models/roles.ts";
import { findSession } from "#app/models/session.ts";
import { readSessionToken } from "#app/web/session-cookie.ts";
import { onceWhileReading } from "#app/web/while-reading.ts";

/** Who is signed in, if anybody. */
export async function currentPerson(request: Request): Promise<Person | null> {
  const token = readSessionToken(request);
  return token === null ? null : onceWhileReading(`session ${token}`, () => findSession(token));
}

/** Throws a redirect to the sign-in, which leads back here. */
export async function requirePerson(request: Request): Promise<Person> {
  const person = await currentPerson(request);
  if (person) return person;

  const { pathname, search } = new URL(request.url);
  const here = request.method === "GET" ? pathname + search : pathname;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- Remix's redirect is a Response
  throw redirect(`/sign-in?to=${encodeURIComponent(here)}`);
}

/** Who looks after the deployment; to everybody else there is no such page. */
export async function requireOperator(request: Request): Promise<Person> {
  const person = await requirePerson(request);
  if (!person.operatorSince) throw new Response(null, { status: 404 });
  return person;
}

/**
 * The one who asks, as a member of this community who may do this.
 * Throws a redirect when signed out; 404 to whoever does not belong, who thus learns nothing; 403 to a member who may not.
 */
export async function requireActor(request: Request, slug: string | undefined, act: Act): Promise<Actor> {
  const person = await requirePerson(request);
  const membership = await onceWhileReading(`membership ${slug ?? ""} ${person.id}`, () =>
    membershipBySlug(slug ?? "", person.id),
  );
  if (!membership || !["active", "paused"].includes(membership.status))
    throw new Response(null, { status: 404 });

  const actor = asActor(membership);
  if (!actorMay(actor, act)) throw new Response(null, { status: 403 });
  return actor;
}

/** Where `?to=` leads after the sign-in: a path of this site, whatever somebody has put there. */
export function pathAfterSignIn(to: string | null): string {
  return to !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : "/";
}
