import { type AddressInfo, createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { testCertificate } from "./certificates.ts";
import type { TakenLetter } from "./mail-server.ts";

/** Where in the dialogue it misbehaves. `content`: while the letter goes over. */
export type RudeStep =
  "greeting" | "ehlo" | "starttls" | "auth" | "mail" | "rcpt" | "data" | "content" | "end";

/** How: a reply of its own, or one of these. */
export type Rudeness =
  | { say: string }
  | "silence"
  | "cut"
  /** It says yes, and hangs up. */
  | "yes-and-cut"
  | "garbage"
  | "endless line"
  | "byte by byte"
  | "bare LF"
  | "many lines";

export interface RudeServer {
  port: number;
  taken: TakenLetter[];
  /** Every line that it heard, content left out. */
  heard: string[];
  connections: () => number;
  close(): Promise<void>;
}

interface Manners {
  at?: RudeStep;
  how?: Rudeness;
  /** So often (default: always). */
  times?: number;
  /** What it offers besides itself. */
  offers?: readonly string[];
  knowsEhlo?: boolean;
  /** It asks for content although it refused the recipient. */
  asksAnyway?: boolean;
  /** Encrypted from the first byte. */
  implicitTls?: boolean;
  /** What AUTH must end with to be let in; anything does when it is left out. */
  letsIn?: (line: string) => boolean;
}

export const USUAL_OFFERS = ["PIPELINING", "SIZE 10000000", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"];

/** A mail server on a bare socket that keeps what it gets, and is rude at one step in one way. */
export async function aRudeServer(manners: Manners = {}): Promise<RudeServer> {
  const taken: TakenLetter[] = [];
  const heard: string[] = [];
  const open = new Set<Socket>();
  const left = { rudeness: manners.times ?? Infinity, connections: 0 };
  const server = createServer((socket) => {
    open.add(socket);
    left.connections += 1;
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
    new Dialogue(socket, manners, { taken, heard, left }).begin();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    heard,
    connections: () => left.connections,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Records {
  taken: TakenLetter[];
  heard: string[];
  left: { rudeness: number };
}

class Dialogue {
  private buffer = Buffer.alloc(0);
  private inContent = false;
  private from = "";
  private to = "";
  private awaiting: ((line: string) => void) | null = null;
  private isSilent = false;

  constructor(
    private socket: Socket,
    private readonly manners: Manners,
    private readonly records: Records,
  ) {}

  begin(): void {
    if (this.manners.implicitTls) this.encrypt();
    this.listen();
    this.answer("greeting", "220 rude.example.org ESMTP");
  }

  private listen(): void {
    this.socket.on("data", (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      this.read();
    });
    this.socket.on("error", () => undefined);
  }

  private encrypt(): void {
    this.socket.removeAllListeners("data");
    this.socket = new TLSSocket(this.socket, {
      isServer: true,
      secureContext: createSecureContext(testCertificate),
    });
  }

  private read(): void {
    for (;;) {
      if (this.isSilent) return;
      if (this.inContent) {
        if (!this.readContent()) return;
        continue;
      }
      const end = this.buffer.indexOf("\r\n");
      if (end < 0) return;
      const line = this.buffer.subarray(0, end).toString("utf8");
      this.buffer = this.buffer.subarray(end + 2);
      this.records.heard.push(line);
      if (this.awaiting) this.awaiting(line);
      else this.obey(line);
    }
  }

  private readContent(): boolean {
    if (this.isRude("content") && this.buffer.length > 0) {
      this.socket.destroy();
      this.isSilent = true;
      return false;
    }
    // An empty letter is only its end.
    const isEmpty = this.buffer.subarray(0, 3).equals(Buffer.from(".\r\n"));
    const end = isEmpty ? 0 : this.buffer.indexOf("\r\n.\r\n");
    if (end < 0) return false;
    const raw = isEmpty ? "" : this.buffer.subarray(0, end + 2).toString("latin1");
    this.buffer = this.buffer.subarray(end + (isEmpty ? 3 : 5));
    this.inContent = false;
    const letter = { from: this.from, to: this.to, raw: Buffer.from(raw.replace(/^\./gm, ""), "latin1") };
    if (this.to === "") this.write("554 5.5.1 to whom?\r\n");
    else this.answer("end", "250 2.0.0 kept", () => this.records.taken.push(letter));
    return true;
  }

  private obey(line: string): void {
    const verb = (/^\S+/.exec(line)?.[0] ?? "").toUpperCase();
    if (verb === "EHLO" && this.manners.knowsEhlo !== false) {
      const offers = this.manners.offers ?? USUAL_OFFERS;
      this.answer(
        "ehlo",
        ["rude.example.org", ...offers]
          .map((one, at) => `250${at === offers.length ? " " : "-"}${one}`)
          .join("\r\n"),
      );
    } else if (verb === "HELO") this.write("250 rude.example.org\r\n");
    else if (verb === "STARTTLS" && !this.manners.offers?.includes("STARTTLS"))
      this.write("502 5.5.1 no\r\n");
    else if (verb === "STARTTLS")
      this.answer("starttls", "220 go on", () => setImmediate(() => this.upgrade()));
    else if (verb === "AUTH") this.signIn(line);
    else if (verb === "MAIL") {
      this.from = pathIn(line);
      this.to = "";
      this.answer("mail", "250 2.1.0 ok");
    } else if (verb === "RCPT") this.answer("rcpt", "250 2.1.5 ok", () => (this.to = pathIn(line)));
    else if (verb === "DATA" && this.to === "" && !this.manners.asksAnyway)
      this.write("503 5.5.1 to whom?\r\n");
    else if (verb === "DATA") this.answer("data", "354 go on", () => (this.inContent = true));
    else if (verb === "RSET") this.write("250 2.0.0 forgotten\r\n");
    else if (verb === "QUIT") {
      this.write("221 2.0.0 bye\r\n");
      this.socket.end();
    } else this.write("502 5.5.2 what?\r\n");
  }

  private upgrade(): void {
    this.encrypt();
    this.buffer = Buffer.alloc(0);
    this.listen();
  }

  private signIn(line: string): void {
    const judge = (last: string) => {
      this.awaiting = null;
      const isIn = this.manners.letsIn?.(last) ?? true;
      if (isIn) this.answer("auth", "235 2.7.0 come in");
      else if (/^AUTH (XOAUTH2|OAUTHBEARER)/i.test(line) && last === line) {
        this.write(`334 ${Buffer.from('{"status":"401"}').toString("base64")}\r\n`);
        this.awaiting = () => {
          this.awaiting = null;
          this.write("535 5.7.8 the token is not good\r\n");
        };
      } else this.write("535 5.7.8 not you\r\n");
    };
    if (!/^AUTH LOGIN$/i.test(line)) {
      judge(line);
      return;
    }
    this.write("334 VXNlcm5hbWU6\r\n");
    this.awaiting = (name) => {
      this.write("334 UGFzc3dvcmQ6\r\n");
      this.awaiting = (secret) => judge(`${decoded(name)} ${decoded(secret)}`);
    };
  }

  private answer(step: RudeStep, reply: string, onYes: () => void = () => undefined): void {
    if (!this.isRude(step)) {
      onYes();
      this.write(`${reply}\r\n`);
      return;
    }
    const { how } = this.manners;
    if (typeof how === "object") {
      this.write(`${how.say}\r\n`);
      if (how.say.startsWith("421")) this.socket.end();
    } else if (how === "silence") this.isSilent = true;
    else if (how === "cut") this.cut();
    else if (how === "yes-and-cut") {
      onYes();
      this.isSilent = true;
      this.socket.write(`${reply}\r\n`, () => this.cut());
    } else if (how === "garbage") this.write("<html>no mail here</html>\r\n");
    else if (how === "endless line") this.write(`250-${"x".repeat(3_000_000)}`);
    else {
      onYes();
      if (how === "bare LF") this.write(`${reply.replaceAll("\r\n", "\n")}\n`);
      else if (how === "many lines") this.write(`${inManyLines(reply)}\r\n`);
      else void this.drip(`${reply}\r\n`);
    }
  }

  private cut(): void {
    this.isSilent = true;
    this.socket.destroy();
  }

  private async drip(text: string): Promise<void> {
    this.isSilent = true;
    for (const byte of text) {
      this.write(byte);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    this.isSilent = false;
    this.read();
  }

  private isRude(step: RudeStep): boolean {
    if (this.manners.at !== step || this.records.left.rudeness <= 0) return false;
    this.records.left.rudeness -= 1;
    return true;
  }

  private write(text: string): void {
    if (!this.socket.destroyed) this.socket.write(text);
  }
}

/** The same reply with a few lines before its last one. */
function inManyLines(reply: string): string {
  const code = reply.slice(0, 3);
  const first = reply.split("\r\n");
  const more =
    first.length > 1
      ? []
      : ["this is", "a long story,", "but in the end:"].map((words) => `${code}-${words}`);
  return [...more, ...first].join("\r\n");
}

function pathIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
