import { z } from "zod";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { randomToken } from "#app/lib/keys.ts";
import { log } from "#app/lib/log.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { seal, unseal } from "#app/lib/seal.ts";
import type { Ingress } from "#prisma/generated/client.ts";
import type { IngressKind } from "#prisma/generated/enums.ts";
import { record } from "./audit.ts";

const port = z.number().int().min(0).max(65_535);
const certificate = z.object({ certificate: z.string().min(1), key: z.string().min(1) });
/** The name by which the mail server before us signs its Authentication-Results (RFC 8601): it is believed. */
const authservId = z.string().min(1).optional();
/** Ours: it is part of the address that a provider posts to. */
const secret = z.string().min(20);

/** What each kind of ingress needs. Kept sealed: there are passwords and keys among it. */
export const ingressSettings = {
  smtps: z.object({ host: z.string().optional(), port, tls: certificate }),
  lmtp: z.union([
    z.object({ path: z.string().min(1), authservId }),
    z.object({ host: z.string().default("127.0.0.1"), port, authservId }),
  ]),
  imap: z.object({
    host: z.string().min(1),
    port,
    /** TLS from the first byte; otherwise STARTTLS where it is offered. */
    secure: z.boolean(),
    account: z.string().min(1),
    signIn: z.union([
      z.object({ password: z.string().min(1) }),
      /** OAuth 2 (RFC 6749, 6): a refresh token, and where it is turned into an access token. */
      z.object({
        tokenUrl: z.url(),
        clientId: z.string().min(1),
        clientSecret: z.string(),
        refreshToken: z.string().min(1),
      }),
    ]),
    folders: z.array(z.string().min(1)).min(1),
    /** What happens to a message that was taken: marked as seen, moved to a folder, or deleted. */
    taken: z.union([z.literal("seen"), z.literal("deleted"), z.object({ moveTo: z.string().min(1) })]),
    everySeconds: z.number().int().min(5).max(3600),
    authservId,
  }),
  postmark: z.object({ secret }),
  mailgun: z.object({ secret, signingKey: z.string().min(1) }),
  sendgrid: z.object({ secret, publicKey: z.string().min(1).nullable() }),
  ses: z.object({ secret, topicArns: z.array(z.string().startsWith("arn:")).min(1) }),
  raw: z.object({ secret, signingKey: z.string().min(20) }),
} as const satisfies Record<IngressKind, z.ZodType>;

export type IngressSettings<Kind extends IngressKind> = z.infer<(typeof ingressSettings)[Kind]>;

/** One way in, with what it needs. */
export type OpenIngress = {
  [Kind in IngressKind]: Omit<Ingress, "kind" | "settings"> & { kind: Kind; settings: IngressSettings<Kind> };
}[IngressKind];

/** @throws Refusal "ingress-not-usable" when something that this kind needs is missing */
export async function addIngress(kind: IngressKind, name: string, settings: unknown): Promise<OpenIngress> {
  const parsed = ingressSettings[kind].safeParse(withSecret(kind, settings));
  if (!parsed.success) throw new Refusal("ingress-not-usable");

  const row = await transaction(async (tx) => {
    const added = await tx.ingress.create({
      data: { kind, name, settings: seal(JSON.stringify(parsed.data)), createdAt: now() },
    });
    await record(tx, {
      communityId: null,
      actorId: null,
      act: "ingress.added",
      subjectId: added.id,
      details: { kind, name },
    });
    return added;
  });
  return open(row);
}

/** @throws Refusal "not-found" */
export async function removeIngress(number: number): Promise<void> {
  await transaction(async (tx) => {
    const [removed] = await tx.ingress.findMany({ where: { number } });
    if (!removed) throw new Refusal("not-found");
    await tx.ingress.delete({ where: { id: removed.id } });
    const { id: subjectId, kind, name } = removed;
    await record(tx, {
      communityId: null,
      actorId: null,
      act: "ingress.removed",
      subjectId,
      details: { kind, name },
    });
  });
}

/** All ways in that can be opened; one that was sealed under another key is told of and left out. */
export async function listIngresses(): Promise<OpenIngress[]> {
  const rows = await db().ingress.findMany({ orderBy: { number: "asc" } });
  return rows.flatMap((row) => {
    try {
      return [open(row)];
    } catch {
      log.error(
        { ingress: row.number, kind: row.kind },
        "an ingress cannot be opened: was SECRET_KEY changed?",
      );
      return [];
    }
  });
}

export async function ingressByNumber(number: number): Promise<OpenIngress | null> {
  const row = await db().ingress.findUnique({ where: { number } });
  return row && open(row);
}

/** It spoke: all is well. */
export async function heardFrom(id: string, cursor?: OpenIngress["cursor"]): Promise<void> {
  await db().ingress.updateMany({
    where: { id },
    data: { lastHeardAt: now(), trouble: null, troubleAt: null, ...(cursor ? { cursor } : {}) },
  });
}

/** In seconds of the database's clock: ours may jump, and two machines never agree. */
const HOLDING = 60;

/**
 * Only one process looks into a mailbox at a time. True: it is `holder` for the next minute, and may say so again
 * before that is over. Gives the mailbox's cursor as the last holder left it.
 */
export async function holdIngress(id: string, holder: string): Promise<{ cursor: Ingress["cursor"] } | null> {
  const held = await db().$queryRaw<{ cursor: Ingress["cursor"] }[]>`
    UPDATE ingress SET held_by = ${holder}, held_until = now() + make_interval(secs => ${HOLDING}::int)
    WHERE id = ${id}::uuid AND (held_by IS NULL OR held_by = ${holder} OR held_until < now())
    RETURNING cursor`;
  return held[0] ?? null;
}

export async function letGoOfIngress(id: string, holder: string): Promise<void> {
  await db().ingress.updateMany({ where: { id, heldBy: holder }, data: { heldBy: null, heldUntil: null } });
}

export async function noteTrouble(id: string, words: string): Promise<void> {
  await db().ingress.updateMany({ where: { id }, data: { trouble: words.slice(0, 500), troubleAt: now() } });
}

const ours: ReadonlySet<IngressKind> = new Set(["postmark", "mailgun", "sendgrid", "ses", "raw"]);

function withSecret(kind: IngressKind, settings: unknown): unknown {
  const made =
    kind === "raw" ? { secret: randomToken(), signingKey: randomToken() } : { secret: randomToken() };
  return ours.has(kind) ? { ...made, ...(settings as object) } : settings;
}

function open(row: Ingress): OpenIngress {
  const settings = ingressSettings[row.kind].parse(JSON.parse(unseal(row.settings)));
  return { ...row, settings } as OpenIngress;
}
