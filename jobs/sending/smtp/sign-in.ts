import type { AuthMethod, SmtpWay } from "#app/lib/ways-out.ts";
import { type Reply, wordsOf } from "./reply-reader.ts";

type Ask = (line: string) => Promise<Reply>;

/** The server does not let us in, or offers no way that we know. */
export class NotLetIn extends Error {}

/** The best first. Tokens only where they are asked for: a password is none. */
const preferred: readonly AuthMethod[] = ["plain", "login"];

/** Signs in by SASL (RFC 4954). @throws NotLetIn with the server's words */
export async function signIn(
  { auth, credentials }: Pick<SmtpWay, "auth"> & { credentials: NonNullable<SmtpWay["credentials"]> },
  offered: ReadonlySet<string>,
  ask: Ask,
  server: { host: string; port: number },
): Promise<void> {
  const method = auth ?? preferred.find((one) => offered.has(one.toUpperCase()));
  if (!method || !offered.has(method.toUpperCase()))
    throw new NotLetIn(`the server offers no ${auth ?? "PLAIN or LOGIN"} sign-in`);

  const reply = await dialogues[method](ask, credentials, server);
  if (reply.code !== 235) throw new NotLetIn(wordsOf(reply));
}

type Dialogue = (
  ask: Ask,
  credentials: { name: string; secret: string },
  server: { host: string; port: number },
) => Promise<Reply>;

const dialogues: Record<AuthMethod, Dialogue> = {
  // RFC 4616
  plain: (ask, { name, secret }) => ask(`AUTH PLAIN ${base64(`\0${name}\0${secret}`)}`),
  async login(ask, { name, secret }) {
    const asksName = await ask("AUTH LOGIN");
    if (asksName.code !== 334) return asksName;
    const asksSecret = await ask(base64(name));
    return asksSecret.code === 334 ? ask(base64(secret)) : asksSecret;
  },
  xoauth2: (ask, { name, secret }) =>
    untilRefused(ask, `AUTH XOAUTH2 ${base64(`user=${name}\x01auth=Bearer ${secret}\x01\x01`)}`, ""),
  // RFC 7628
  oauthbearer: (ask, { name, secret }, { host, port }) =>
    untilRefused(
      ask,
      `AUTH OAUTHBEARER ${base64(`n,a=${name},\x01host=${host}\x01port=${port}\x01auth=Bearer ${secret}\x01\x01`)}`,
      "AQ==",
    ),
};

/** A token that is refused is told why in a challenge; an answer that says nothing brings the refusal itself. */
async function untilRefused(ask: Ask, line: string, heard: string): Promise<Reply> {
  const reply = await ask(line);
  return reply.code === 334 ? ask(heard) : reply;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
