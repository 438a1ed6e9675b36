import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A letter as the server took it. */
export interface TakenLetter {
  from: string;
  to: string;
  raw: Buffer;
}

/** How it treats a recipient, told by the beginning of the address: `later-ben@example.org`. */
const misbehaviour = {
  later: { at: "rcpt", code: 451, words: "4.7.1 come back later" },
  gone: { at: "rcpt", code: 550, words: "5.1.1 no such mailbox" },
  full: { at: "rcpt", code: 452, words: "4.2.2 mailbox full" },
  spam: { at: "data", code: 554, words: "5.7.1 looks like spam" },
  busy: { at: "data", code: 451, words: "4.3.0 try again" },
  "cut-rcpt": { at: "rcpt", code: "cut", words: "" },
  "cut-data": { at: "data", code: "cut", words: "" },
} as const;

type Misbehaviour = (typeof misbehaviour)[keyof typeof misbehaviour];

export interface TestMailServer {
  url: string;
  taken: TakenLetter[];
  /** Most letters that were under way at once. */
  mostAtOnce: () => number;
  /** Letters to `wait-ben@example.org` are taken only now. */
  answerWaiting: () => void;
  /** How many of those are there, whole. */
  waiting: () => number;
  close(): Promise<void>;
}

/** A real SMTP server that keeps what it gets, and misbehaves on command. `delay`: how long it thinks over a letter. */
export async function aMailServer({ delay = 0 }: { delay?: number } = {}): Promise<TestMailServer> {
  const taken: TakenLetter[] = [];
  const under = { now: 0, most: 0 };
  const waiting: (() => void)[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 200,
    onMailFrom({ address }, _session, callback) {
      if (address.startsWith("nobody")) callback(refusal(530, "5.7.0 not you"));
      else callback();
    },
    onRcptTo({ address }, session, callback) {
      const how = behaviourFor(address, "rcpt");
      if (!how) callback();
      else if (how.code === "cut") cut(server, session.id);
      else callback(refusal(how.code, how.words));
    },
    onData(stream, session, callback) {
      under.most = Math.max(under.most, (under.now += 1));
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo[0]?.address ?? "";
        const how = behaviourFor(to, "data");
        const answer = () => {
          under.now -= 1;
          if (how?.code === "cut") {
            cut(server, session.id);
            return;
          }
          if (how) {
            callback(refusal(how.code, how.words));
            return;
          }
          taken.push({ from: mailFrom === false ? "" : mailFrom.address, to, raw: Buffer.concat(chunks) });
          callback(null, "2.0.0 kept");
        };
        if (to.startsWith("wait-")) waiting.push(answer);
        else setTimeout(answer, delay);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    taken,
    mostAtOnce: () => under.most,
    waiting: () => waiting.length,
    answerWaiting: () => {
      for (const answer of waiting.splice(0)) answer();
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function behaviourFor(address: string, at: Misbehaviour["at"]): Misbehaviour | undefined {
  const [, how] = Object.entries(misbehaviour).find(([name]) => address.startsWith(`${name}-`)) ?? [];
  return how?.at === at ? how : undefined;
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

function cut(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections as Iterable<{ id: string; _socket: { destroy(): void } }>) {
    if (connection.id === sessionId) connection._socket.destroy();
  }
}
