import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { SmtpWay } from "#app/lib/ways-out.ts";
import { judgeRefusal, type SendResult, type Step } from "#jobs/sending/outcome.ts";
import { type Outgoing, piecesOf } from "#jobs/transport.ts";
import { stuffDots, writeEnvelope } from "./envelope.ts";
import { type Extensions, NO_EXTENSIONS, readExtensions } from "./extensions.ts";
import { type Reply, ReplyReader, wordsOf } from "./reply-reader.ts";
import { NotLetIn, signIn } from "./sign-in.ts";

/** How long we wait, in milliseconds; RFC 5321, 4.5.3.2, allows more, but a lease holds five minutes. */
export interface Patience {
  connect: number;
  greeting: number;
  command: number;
  /** From the end of the letter to the answer. */
  end: number;
  /** One letter, from its envelope to the answer. */
  letter: number;
}

export interface ConnectionSettings {
  way: SmtpWay;
  /** How we greet: our own name (RFC 5321, 4.1.1.1). */
  name: string;
  secret: () => Promise<string>;
  patience: Patience;
  /** Trusted besides the usual ones (PEM). */
  ca?: string | Buffer | undefined;
}

/** A letter on its way, and who waits to hear of it. */
export interface Task {
  letter: Outgoing;
  /** How often a connection was lost under it before any of it was sent. */
  losses: number;
  settle(result: SendResult): void;
}

/** What a connection asks of the pool that it belongs to. */
export interface Host {
  /** The next letter, while the answer to one is awaited. */
  takeAhead(connection: SmtpConnection): Task | undefined;
  /** Nothing to do; the pool gives it a letter, or ends it. */
  idle(connection: SmtpConnection): void;
  /** Not a byte of this one was sent. */
  giveBack(task: Task, words: string): void;
  /** It is closed, for whatever reason; `wasOpen`: it had been ready for letters. */
  gone(connection: SmtpConnection, wasOpen: boolean, words: string): void;
}

/** A letter and how far it has come. */
interface Attempt {
  task: Task;
  refused: SendResult | null;
  /** MAIL was accepted: the server must be told when this goes no further. */
  isOpen: boolean;
  /** Its content has begun to go over. */
  hasBegun: boolean;
  /** Another connection sends it. */
  isAbandoned: boolean;
  since: number;
}

interface Awaited {
  step: Step | "reset" | "quit";
  heard: (reply: Reply) => void;
}

/** A server that answered within this may get the next envelope before it has answered for the letter. */
const QUICK_MS = 100;
const QUIT_MS = 1_000;

/**
 * One connection to a mail server. With PIPELINING (RFC 2920) an envelope is one write, and behind the end of a letter
 * goes the envelope of the next one: at most one letter at a time has its content under way, so that at most one is in
 * doubt when the connection breaks.
 */
export class SmtpConnection {
  /** Letters that it was given. */
  given = 0;
  private socket: Socket;
  private reader = new ReplyReader();
  private awaited: Awaited[] = [];
  private attempts: Attempt[] = [];
  private offers: Extensions = NO_EXTENSIONS;
  private isReady = false;
  private isClosed = false;
  private isQuitting = false;
  private mustReset = false;
  private wasQuick = false;
  private heardSince = performance.now();
  private readonly watch: NodeJS.Timeout;
  private failSetup: (error: Error) => void = () => undefined;

  constructor(
    private readonly settings: ConnectionSettings,
    private readonly host: Host,
  ) {
    const { way, patience } = settings;
    this.socket = this.open();
    this.listen(this.socket);
    const shortest = Math.min(
      patience.connect,
      patience.greeting,
      patience.command,
      patience.end,
      patience.letter,
    );
    this.watch = setInterval(() => this.lookAtClock(), Math.max(10, Math.min(1_000, shortest / 4)));
    void this.setUp(way).catch((error: unknown) =>
      this.close(error instanceof Error ? error.message : String(error)),
    );
  }

  /** Takes one letter; only when it is idle. */
  send(task: Task): void {
    this.begin(task, "");
  }

  /** The letter that waits behind one whose answer is slow, if none of it was sent: another may send it. */
  giveUpNext(): Task | null {
    const next = this.attempts[1];
    if (!next || next.hasBegun || next.isAbandoned) return null;
    next.isAbandoned = true;
    return next.task;
  }

  /** Ends in good manners. */
  quit(): void {
    if (this.isClosed) return;
    this.isQuitting = true;
    this.awaited.push({ step: "quit", heard: () => this.close("quit") });
    this.socket.write("QUIT\r\n");
    setTimeout(() => this.close("quit"), QUIT_MS).unref();
  }

  /** Ends at once: what has begun is in doubt, the rest is given back. */
  close(words: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.watch);
    this.socket.destroy();
    this.failSetup(new Error(words));
    const [wasReady, attempts] = [this.isReady, this.attempts.splice(0)];
    this.isReady = false;
    for (const { task, hasBegun, refused, isAbandoned } of attempts) {
      if (isAbandoned) continue;
      if (refused) task.settle(refused);
      else if (hasBegun) task.settle({ outcome: "uncertain", response: words });
      else this.host.giveBack(task, words);
    }
    this.host.gone(this, wasReady, words);
  }

  private open(): Socket {
    const { host, port, implicitTls } = this.settings.way;
    return implicitTls ? connectTls({ ...this.tlsOptions(), host, port }) : connectPlain({ host, port });
  }

  private tlsOptions() {
    const { way, ca } = this.settings;
    return {
      ...(isIP(way.host) === 0 ? { servername: way.host } : {}),
      host: way.host,
      rejectUnauthorized: way.tls === "required",
      minVersion: "TLSv1.2" as const,
      ...(ca === undefined ? {} : { ca }),
    };
  }

  private listen(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.hear(chunk));
    socket.on("error", (error) => this.close(error.message));
    socket.on("close", () => this.close("the connection was closed"));
  }

  // ─── Before the first letter ───────────────────────────────────────────────────────────────────────────

  private async setUp(way: SmtpWay): Promise<void> {
    const { secret } = this.settings;
    if (way.implicitTls) await this.untilEvent("secureConnect");
    const greeting = await this.reply("greeting");
    if (greeting.code !== 220) throw new Error(wordsOf(greeting));
    await this.sayHello();
    if (!way.implicitTls && way.tls !== "off") await this.startTls(way);
    if (way.credentials) {
      const isPrivate = way.implicitTls || "encrypted" in this.socket;
      if (!isPrivate && way.tls !== "off" && !isLoopback(way.host))
        throw new NotLetIn("no password is given over a connection that is not encrypted");
      const credentials = { ...way.credentials, secret: await secret() };
      await signIn({ auth: way.auth, credentials }, this.offers.auth, (line) => this.ask("auth", line), way);
    }
    this.heardSince = performance.now();
    this.isReady = true;
    this.host.idle(this);
  }

  private async sayHello(): Promise<void> {
    const { name } = this.settings;
    const hello = await this.ask("ehlo", `EHLO ${name}`);
    if (hello.code === 250) {
      this.offers = readExtensions(hello.lines);
      return;
    }
    // A server that knows no extensions still knows HELO (RFC 5321, 4.1.4).
    const old = hello.code === 421 ? hello : await this.ask("ehlo", `HELO ${name}`);
    if (old.code !== 250) throw new Error(wordsOf(old));
    this.offers = NO_EXTENSIONS;
  }

  private async startTls(way: SmtpWay): Promise<void> {
    if (!this.offers.startTls) {
      if (way.tls === "required") throw new Error("the server offers no STARTTLS");
      return;
    }
    const reply = await this.ask("starttls", "STARTTLS");
    if (reply.code !== 220) {
      if (way.tls === "required" || reply.code === 421) throw new Error(wordsOf(reply));
      return;
    }
    // Whatever came in the clear behind the 220 was not written by the server (RFC 3207, 6).
    if (this.reader.isWithin) throw new Error("words in the clear behind STARTTLS");
    const plain = this.socket;
    plain.removeAllListeners("data").removeAllListeners("close");
    this.socket = connectTls({ socket: plain, ...this.tlsOptions() });
    this.reader = new ReplyReader();
    this.listen(this.socket);
    await this.untilEvent("secureConnect");
    await this.sayHello();
  }

  private untilEvent(name: "secureConnect"): Promise<void> {
    this.heardSince = performance.now();
    return new Promise((resolve, reject) => {
      this.failSetup = reject;
      this.socket.once(name, () => resolve());
    });
  }

  private ask(step: Step, line: string): Promise<Reply> {
    this.socket.write(`${line}\r\n`);
    return this.reply(step);
  }

  private reply(step: Step): Promise<Reply> {
    if (this.isClosed) return Promise.reject(new Error("the connection was closed"));
    if (this.awaited.length === 0) this.heardSince = performance.now();
    return new Promise((resolve, reject) => {
      this.failSetup = reject;
      this.awaited.push({ step, heard: resolve });
    });
  }

  // ─── Letters ───────────────────────────────────────────────────────────────────────────────────────────

  /** `before` is written in the same breath: the end of the letter in front. */
  private begin(task: Task, before: string): void {
    const lines = writeEnvelope(task.letter, this.offers);
    if ("refused" in lines) {
      if (before !== "") this.socket.write(before, "latin1");
      task.settle(lines.refused);
      this.whenDone();
      return;
    }
    this.given += 1;
    const attempt: Attempt = {
      task,
      refused: null,
      isOpen: false,
      hasBegun: false,
      isAbandoned: false,
      since: performance.now(),
    };
    this.attempts.push(attempt);
    if (this.awaited.length === 0) this.heardSince = attempt.since;

    const reset = this.mustReset ? "RSET\r\n" : "";
    if (reset !== "") this.awaited.push({ step: "reset", heard: () => undefined });
    this.mustReset = false;
    if (this.offers.pipelining) {
      this.await("mail", attempt);
      this.await("rcpt", attempt);
      this.await("data", attempt);
      this.socket.write(`${before}${reset}${lines.mail}\r\n${lines.rcpt}\r\nDATA\r\n`, "utf8");
    } else this.oneByOne(attempt, `${before}${reset}`, lines);
  }

  private oneByOne(attempt: Attempt, before: string, { mail, rcpt }: { mail: string; rcpt: string }): void {
    const next = (step: "rcpt" | "data", line: string, then: () => void) => () => {
      if (attempt.refused) {
        this.finish(attempt, attempt.refused);
        return;
      }
      this.await(step, attempt, then);
      this.socket.write(`${line}\r\n`, "utf8");
    };
    const data = next("data", "DATA", () => undefined);
    this.await("mail", attempt, next("rcpt", rcpt, data));
    this.socket.write(`${before}${mail}\r\n`, "utf8");
  }

  private await(step: "mail" | "rcpt" | "data" | "end", attempt: Attempt, then?: () => void): void {
    this.awaited.push({
      step,
      heard: (reply) => {
        this.heardOf(step, attempt, reply);
        if (!this.isClosed) then?.();
      },
    });
  }

  private heardOf(step: "mail" | "rcpt" | "data" | "end", attempt: Attempt, reply: Reply): void {
    const { code } = reply;
    if (step === "end") {
      this.heardEnd(attempt, reply);
      return;
    }
    const isYes = step === "data" ? code === 354 : code >= 200 && code < 300;
    if (isYes && step === "mail") attempt.isOpen = true;
    // A connection that the server has had enough of is no refusal: the letter goes over another one.
    if (!isYes && code !== 421) attempt.refused ??= judgeRefusal(step, code, wordsOf(reply));
    if (code === 421) this.close(wordsOf(reply));
    else if (step === "data") this.heardData(attempt, isYes);
  }

  private heardData(attempt: Attempt, isYes: boolean): void {
    if (attempt.isAbandoned) this.close("its letter went another way");
    else if (!attempt.refused) this.sendContent(attempt);
    else if (isYes) {
      // The recipient was refused, and the server asks for content all the same: it gets none (RFC 2920, 3.1).
      this.awaited.push({ step: "reset", heard: () => undefined });
      this.socket.write(".\r\n");
      this.finish(attempt, attempt.refused);
    } else {
      this.mustReset = attempt.isOpen;
      this.finish(attempt, attempt.refused);
    }
  }

  private sendContent(attempt: Attempt): void {
    attempt.hasBegun = true;
    attempt.since = performance.now();
    this.socket.cork();
    const { letter } = attempt.task;
    if (letter.signature) this.socket.write(letter.signature);
    for (const piece of stuffDots(piecesOf(letter))) this.socket.write(piece);
    this.await("end", attempt);
    const ahead =
      this.wasQuick && this.offers.pipelining && this.isReady ? this.host.takeAhead(this) : undefined;
    if (ahead) this.begin(ahead, ".\r\n");
    else this.socket.write(".\r\n", "latin1");
    this.socket.uncork();
  }

  private heardEnd(attempt: Attempt, reply: Reply): void {
    const response = wordsOf(reply);
    const isTaken = reply.code >= 200 && reply.code < 300;
    this.wasQuick = performance.now() - attempt.since < QUICK_MS;
    this.finish(
      attempt,
      isTaken ? { outcome: "accepted", response } : judgeRefusal("end", reply.code, response),
    );
    if (reply.code === 421) this.close(response);
  }

  private finish(attempt: Attempt, result: SendResult): void {
    this.attempts.splice(this.attempts.indexOf(attempt), 1);
    if (!attempt.isAbandoned) attempt.task.settle(result);
    this.whenDone();
  }

  private whenDone(): void {
    if (this.attempts.length === 0 && this.isReady && !this.isQuitting) this.host.idle(this);
  }

  // ─── What the server says, and when it says nothing ────────────────────────────────────────────────────

  private hear(chunk: Buffer): void {
    let replies: Reply[];
    try {
      replies = this.reader.read(chunk);
    } catch (error) {
      this.close(error instanceof Error ? error.message : "not a reply");
      return;
    }
    for (const reply of replies) {
      if (this.isClosed) return;
      const awaited = this.awaited.shift();
      this.heardSince = performance.now();
      // Words that nobody asked for: 421 before it hangs up, or no mail server at all.
      if (awaited) awaited.heard(reply);
      else this.close(wordsOf(reply));
    }
  }

  private lookAtClock(): void {
    const { patience } = this.settings;
    const at = performance.now();
    const step = this.awaited[0]?.step ?? (this.isReady ? null : "connect");
    const wait =
      step === null
        ? Infinity
        : step === "connect" || step === "greeting" || step === "end"
          ? patience[step]
          : patience.command;
    const oldest = this.attempts[0];
    if (at - this.heardSince > wait) this.close(`no answer in time (${String(step)})`);
    else if (oldest && at - oldest.since > patience.letter) this.close("no answer in time (letter)");
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
