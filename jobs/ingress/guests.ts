import { log } from "#app/lib/log.ts";
import { reply, type Reply } from "#jobs/ingress/replies.ts";

/** What one address may do. Loopback may do more: a mail server on the same machine passes on everyone's mail. */
interface Allowance {
  connections: number;
  messagesAMinute: number;
  mistakesAMinute: number;
}

const stranger: Allowance = { connections: 20, messagesAMinute: 120, mistakesAMinute: 20 };
const neighbour: Allowance = { connections: 400, messagesAMinute: 200_000, mistakesAMinute: 2_000 };

const MINUTE = 60_000;

interface Tally {
  connections: number;
  messages: number;
  mistakes: number;
  since: number;
}

interface Connection {
  readonly remoteAddress: string;
  close(): void;
}

/** So many at once; one more makes whoever has been here longest leave. Honest mail is done within a second. */
const MOST_CONNECTIONS = 500;

/** Counts what each address does at the door, and ends connections that stay too long. */
export class Guests {
  readonly #tallies = new Map<string, Tally>();
  readonly #arrivals = new WeakMap<Connection, number>();
  readonly #timer: NodeJS.Timeout;
  readonly #total: number;
  #connections: ReadonlySet<Connection> = new Set();

  constructor(total: number) {
    this.#total = total;
    this.#timer = setInterval(() => this.#tidy(), Math.min(total, MINUTE) / 4);
    this.#timer.unref();
  }

  welcome(address: string): Reply | null {
    const tally = this.#tallyOf(address);
    tally.connections += 1;
    if (tally.mistakes > allowance(address).mistakesAMinute) return reply("too-many-mistakes");
    return tally.connections > allowance(address).connections ? reply("too-many-connections") : null;
  }

  countMessage(address: string): Reply | null {
    const tally = this.#tallyOf(address);
    tally.messages += 1;
    if (tally.mistakes > allowance(address).mistakesAMinute) return reply("too-many-mistakes");
    return tally.messages > allowance(address).messagesAMinute ? reply("too-many-messages") : null;
  }

  /** How long its answer is kept waiting, in milliseconds. The first mistakes are only mistakes. */
  countMistake(address: string): number {
    const tally = this.#tallyOf(address);
    tally.mistakes += 1;
    if (tally.mistakes === allowance(address).mistakesAMinute + 1) {
      log.warn(
        { mistakes: tally.mistakes },
        "somebody guesses addresses: the door is shut to them for a while",
      );
    }
    return isNeighbour(address) ? 0 : Math.min(Math.max(tally.mistakes - 3, 0) * 250, 5_000);
  }

  farewell(address: string): void {
    const tally = this.#tallies.get(address);
    if (tally) tally.connections = Math.max(0, tally.connections - 1);
  }

  /** From now on these connections have their whole time measured. */
  watch(connections: ReadonlySet<Connection>): void {
    this.#connections = connections;
    const at = performance.now();
    for (const connection of connections)
      if (!this.#arrivals.has(connection)) this.#arrivals.set(connection, at);
    if (connections.size > MOST_CONNECTIONS) this.#makeRoom();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** A crowd that holds its places for nothing keeps nobody out. The set is in the order of arrival. */
  #makeRoom(): void {
    const first = [...this.#connections].find(({ remoteAddress }) => !isNeighbour(remoteAddress));
    first?.close();
  }

  #tidy(): void {
    const at = performance.now();
    for (const connection of this.#connections) {
      if (at - (this.#arrivals.get(connection) ?? at) > this.#total) connection.close();
    }
    for (const [address, tally] of this.#tallies) {
      if (tally.connections === 0 && at - tally.since > MINUTE) this.#tallies.delete(address);
    }
  }

  #tallyOf(address: string): Tally {
    const at = performance.now();
    const tally = this.#tallies.get(address) ?? { connections: 0, messages: 0, mistakes: 0, since: at };
    if (at - tally.since > MINUTE) Object.assign(tally, { messages: 0, mistakes: 0, since: at });
    this.#tallies.set(address, tally);
    return tally;
  }
}

function allowance(address: string): Allowance {
  return isNeighbour(address) ? neighbour : stranger;
}

export function isNeighbour(address: string): boolean {
  return /^(?:127\.|::1$|::ffff:127\.)/.test(address);
}
