import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { tellWelcome } from "#app/models/membership/letters.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";

/** The first run, in its order. Each is done when the house can see that it is, not when somebody says so. */
const stepNames = ["look", "yourself", "mail", "invite", "opening", "preview"] as const;

export type StepName = (typeof stepNames)[number];

export interface FirstSteps {
  steps: { name: StepName; done: boolean }[];
  done: number;
  /** How far the mail step has come: a letter of ours was taken, a letter of theirs arrived. */
  mail: { sent: boolean; arrived: boolean };
}

/** null: done, or not wanted any more. One query, and none once it is not wanted. */
export async function firstStepsOf({ community, membership }: Actor): Promise<FirstSteps | null> {
  if (community.stepsDismissedAt) return null;
  const [facts] = await db().$queryRaw<(Record<StepName, boolean> & FirstSteps["mail"])[]>`
    SELECT *, sent AND arrived AS mail FROM (SELECT
      (community.tagline <> '' OR community.description <> '' OR community.logo_id IS NOT NULL) AS look,
      EXISTS (SELECT FROM membership me WHERE me.id = ${membership.id}::uuid
        AND (me.makes <> '' OR me.story <> '' OR me.place <> '' OR me.photo_id IS NOT NULL)) AS yourself,
      EXISTS (SELECT FROM delivery WHERE membership_id = ${membership.id}::uuid AND status = 'sent') AS sent,
      EXISTS (SELECT FROM inbound_message WHERE community_id = community.id
        AND membership_id = ${membership.id}::uuid AND status IN ('accepted', 'held')) AS arrived,
      EXISTS (SELECT FROM invitation WHERE community_id = community.id) AS invite,
      EXISTS (SELECT FROM digest WHERE community_id = community.id
        AND (opening <> '' OR status <> 'draft')) AS opening,
      EXISTS (SELECT FROM digest WHERE community_id = community.id AND status <> 'draft')
        OR EXISTS (SELECT FROM proof WHERE community_id = community.id) AS preview
    FROM community WHERE id = ${community.id}::uuid) facts`;
  if (!facts) return null;

  const steps = stepNames.map((name) => ({ name, done: facts[name] }));
  const done = steps.filter((step) => step.done).length;
  return done === steps.length ? null : { steps, done, mail: { sent: facts.sent, arrived: facts.arrived } };
}

/** "Hide these": they are not shown again, and nothing else changes. */
export async function dismissFirstSteps(actor: Actor): Promise<void> {
  await setDismissed(actor, now());
}

export async function bringBackFirstSteps(actor: Actor): Promise<void> {
  await setDismissed(actor, null);
}

/**
 * The letter that every newcomer gets, to the one who asks: answered, it has tried both ways.
 * Not oftener than once a minute. @throws Refusal "asked-too-often"
 */
export async function welcomeMyself(actor: Actor): Promise<void> {
  insistMay(actor, "edit-community");
  const { membership } = actor;
  const minute = new Date(Math.floor(now().getTime() / 60_000) * 60_000);
  await transaction(async (tx) => {
    const today = await tx.delivery.count({
      where: {
        ...{ membershipId: membership.id, kind: "welcome" },
        createdAt: { gt: new Date(now().getTime() - 86_400_000) },
      },
    });
    if (today >= 5) throw new Refusal("asked-too-often");
    await tellWelcome(tx, { ...membership, joinedAt: minute });
  });
}

async function setDismissed(actor: Actor, stepsDismissedAt: Date | null): Promise<void> {
  insistMay(actor, "edit-community");
  await transaction(async (tx) => {
    await tx.community.update({ where: { id: actor.community.id }, data: { stepsDismissedAt } });
    await record(tx, {
      communityId: actor.community.id,
      actorId: actor.person.id,
      act: stepsDismissedAt ? "steps.dismissed" : "steps.shown",
    });
  });
}
