import type { SmtpWay } from "#app/lib/ways-out.ts";
import type { Outgoing, Transport } from "#jobs/transport.ts";
import { secretOf } from "./access-token.ts";
import {
  type ConnectionSettings,
  type Host,
  type Patience,
  SmtpConnection,
  type Task,
} from "./connection.ts";

export interface SmtpTransportOptions {
  name: string;
  patience?: Partial<Patience>;
  ca?: string | Buffer;
  /** Letters over one connection before a new one is made. */
  lettersEach?: number;
}

const SECOND = 1_000;
export const patient: Patience = {
  connect: 20 * SECOND,
  greeting: 30 * SECOND,
  command: 60 * SECOND,
  end: 120 * SECOND,
  letter: 200 * SECOND,
};

/** A connection that is lost before anything of a letter was sent is no reason to put the letter off: so often. */
const MOST_LOSSES = 2;
const IDLE_MS = 10 * SECOND;
/** A letter waits this long behind a slow one before another connection takes it over. */
const STEAL_MS = 250;
/** A server that takes fewer connections than we would like is asked for more only after this. */
const MODEST_MS = 60 * SECOND;

/** SMTP by our own client: connections that are kept, with the envelope of the next letter under way before the answer. */
export function makeSmtpTransport(way: SmtpWay, options: SmtpTransportOptions): Transport {
  return new Pool(way, options);
}

class Pool implements Transport, Host {
  readonly connections: number;
  private readonly settings: ConnectionSettings;
  private readonly lettersEach: number;
  private readonly queue: Task[] = [];
  private readonly all = new Set<SmtpConnection>();
  private readonly ready = new Set<SmtpConnection>();
  private readonly resting = new Map<SmtpConnection, NodeJS.Timeout>();
  private isClosed = false;
  private limit: number;
  private stealing: NodeJS.Timeout | null = null;

  constructor(way: SmtpWay, { name, patience, ca, lettersEach = 500 }: SmtpTransportOptions) {
    this.connections = way.limits.connections;
    this.limit = this.connections;
    this.lettersEach = lettersEach;
    this.settings = { way, name, ca, secret: secretOf(way), patience: { ...patient, ...patience } };
  }

  send(letter: Outgoing): Promise<Parameters<Task["settle"]>[0]> {
    return new Promise((settle) => {
      if (this.isClosed) {
        settle({ outcome: "unsent", response: "the sender stops" });
        return;
      }
      this.queue.push({ letter, losses: 0, settle });
      this.pump();
    });
  }

  close(): void {
    this.isClosed = true;
    if (this.stealing) clearTimeout(this.stealing);
    for (const [connection] of this.resting) connection.quit();
    for (const connection of [...this.all])
      if (!this.resting.has(connection)) connection.close("the sender stops");
    for (const timer of this.resting.values()) clearTimeout(timer);
    this.resting.clear();
    for (const task of this.queue.splice(0)) task.settle({ outcome: "unsent", response: "the sender stops" });
  }

  private pump(): void {
    while (this.queue.length > 0) {
      const [idle] = this.resting.keys();
      if (!idle) break;
      clearTimeout(this.resting.get(idle));
      this.resting.delete(idle);
      this.give(idle);
    }
    const opening = this.all.size - this.ready.size;
    for (let more = this.queue.length - opening; more > 0 && this.all.size < this.limit; more -= 1)
      this.all.add(new SmtpConnection(this.settings, this));
  }

  private give(connection: SmtpConnection): void {
    const task = this.queue.shift();
    if (task) connection.send(task);
  }

  // ─── Host ──────────────────────────────────────────────────────────────────────────────────────────────

  takeAhead({ given }: SmtpConnection): Task | undefined {
    const isFree = this.resting.size === 0 && given < this.lettersEach;
    return this.isClosed || !isFree ? undefined : this.queue.shift();
  }

  idle(connection: SmtpConnection): void {
    this.ready.add(connection);
    if (this.isClosed || connection.given >= this.lettersEach) {
      connection.quit();
      return;
    }
    if (this.queue.length > 0) {
      this.give(connection);
      return;
    }
    this.resting.set(
      connection,
      setTimeout(() => {
        this.resting.delete(connection);
        connection.quit();
      }, IDLE_MS),
    );
    this.stealing ??= setTimeout(() => this.steal(), STEAL_MS);
  }

  giveBack(task: Task, words: string): void {
    task.losses += 1;
    if (this.isClosed) task.settle({ outcome: "unsent", response: words });
    else if (task.losses > MOST_LOSSES) task.settle({ outcome: "away", response: words });
    else this.queue.unshift(task);
  }

  gone(connection: SmtpConnection, wasOpen: boolean, words: string): void {
    this.all.delete(connection);
    this.ready.delete(connection);
    clearTimeout(this.resting.get(connection));
    this.resting.delete(connection);
    if (this.isClosed) return;
    if (!wasOpen) this.heedRefusal(words);
    this.pump();
  }

  /** Whoever could not come in: the others do its work. When there are none, the server is away for all that wait. */
  private heedRefusal(words: string): void {
    if (this.all.size === 0) {
      for (const task of this.queue.splice(0)) task.settle({ outcome: "away", response: words });
      return;
    }
    this.limit = this.all.size;
    setTimeout(() => (this.limit = this.connections), MODEST_MS).unref();
  }

  private steal(): void {
    this.stealing = null;
    for (const connection of this.all) {
      if (this.resting.size <= this.queue.length) break;
      const task = connection.giveUpNext();
      if (task) this.queue.push(task);
    }
    this.pump();
  }
}
