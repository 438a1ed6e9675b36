import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import type { Composition } from "#app/mailers/letter.ts";
import {
  closeWindow,
  type Delivery,
  leaseForWay,
  type LeasedDelivery,
  moveWindow,
  releaseLeases,
  type Settlement,
  withdraw,
} from "#app/models/delivery.ts";
import { domainOf } from "#app/models/delivery/allowance.ts";
import { patiently } from "#jobs/sending/patiently.ts";
import { settlementOf, unsendable } from "#jobs/sending/settlements.ts";
import type { OpenWay } from "#jobs/sending/way-out.ts";
import type { Outgoing } from "#jobs/transport.ts";

/** What a round needs besides its way: tests and measurements bring their own. */
export interface RoundParts {
  worker: string;
  compose: (deliveries: readonly Delivery[]) => Promise<Map<string, Composition | Error>>;
  /** The signature of a letter, where its domain has a key. */
  sign: (letter: Outgoing) => Promise<Buffer | null> | Buffer | null;
  /** Nothing new is begun any more. */
  mustEnd: () => boolean;
}

/** Why a round ended: nothing is due; a limit holds back what is (for `paceMs`, or longer); or it had to end. */
export type RoundEnd = { why: "empty" | "ended" } | { why: "held"; paceMs: number | null };

/** Composed and waiting for its turn. */
interface Ready {
  delivery: LeasedDelivery;
  letter: Outgoing;
}

/**
 * Sends what is due on one way, until nothing is. Letters are taken and written some way ahead; but a letter begins only
 * when it stands in the worker's window, and there stand at most `window` letters: those in flight, and those whose end
 * is not written down yet. Results are written down, and the next letters begun, in one statement for many.
 */
export class Round {
  private readonly window: number;
  private readonly batch: number;
  private readonly ready: Ready[] = [];
  /** In the window. */
  private readonly begun = new Map<string, LeasedDelivery>();
  private readonly done: Settlement[] = [];
  private inFlight = 0;
  private fetching: Promise<void> | null = null;
  private isDry = false;
  private isHinted = false;
  private settledSoFar = 0;
  private paceMs: number | null = null;
  private failure: unknown = null;
  private ring: () => void = () => undefined;

  constructor(
    private readonly way: OpenWay,
    private readonly parts: RoundParts,
  ) {
    const { connections } = way.transport;
    this.window = 2 * connections;
    this.batch = Math.max(50, 10 * connections);
  }

  async run(): Promise<RoundEnd> {
    let hasEnded = false;
    for (;;) {
      hasEnded ||= this.mustEnd();
      if (!hasEnded) this.fetchAhead();
      if (this.isTimeToMark(hasEnded)) await this.mark(hasEnded);
      else if (this.fetching || this.inFlight > 0) await this.somethingHappens();
      else break;
    }
    await this.handBack();
    if (this.failure !== null) throw asError(this.failure);
    if (hasEnded) return { why: "ended" };
    return this.paceMs === null ? { why: "empty" } : { why: "held", paceMs: this.paceMs };
  }

  /** Something was written meanwhile: what is urgent of it goes before all that waits here. */
  hint(): void {
    this.isHinted = true;
    this.ring();
  }

  private mustEnd(): boolean {
    return this.failure !== null || this.way.breaker.state === "open" || this.parts.mustEnd();
  }

  // ─── Ahead: lease, write, sign ─────────────────────────────────────────────────────────────────────────

  private fetchAhead(): void {
    // Taking and writing a batch lasts as long as sending one: the next is fetched while a whole one still waits.
    const hasEnough = this.isDry || this.ready.length > this.batch;
    if (this.fetching || (hasEnough && !this.isHinted)) return;
    this.isHinted = false;
    this.fetching = this.fetch(hasEnough)
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => {
        this.fetching = null;
        this.ring();
      });
  }

  private async fetch(urgentOnly: boolean): Promise<void> {
    const { worker, compose, sign } = this.parts;
    // A trial is one letter.
    const count = this.way.breaker.state === "closed" ? this.batch : 1;
    const settledBefore = this.settledSoFar;
    const { leased, paceMs } = await leaseForWay(worker, count, this.limited(), { urgentOnly });
    if (!urgentOnly) this.heed(leased.length, count, paceMs, settledBefore);
    if (leased.length === 0) return;

    const at = now();
    const kept = leased.filter((delivery) => {
      const reason = unsendable(delivery, at);
      if (reason) this.done.push(reason);
      return reason === null;
    });
    const letters = await compose(kept);
    await Promise.all(
      kept.map(async (delivery) => {
        const letter = letters.get(delivery.id) ?? new Error("its mailer forgot it");
        if (letter instanceof Error || "cancelled" in letter)
          this.done.push(
            letter instanceof Error
              ? { id: delivery.id, status: "deferred", response: `not written: ${letter.message}` }
              : { id: delivery.id, status: "cancelled", response: letter.cancelled },
          );
        else {
          const outgoing: Outgoing = letter;
          outgoing.signature = await sign(outgoing);
          this.ready.push({ delivery, letter: outgoing });
        }
      }),
    );
    this.ready.sort((a, b) => a.delivery.urgency - b.delivery.urgency);
  }

  /** What a look for work tells of how much more there is. */
  private heed(found: number, asked: number, paceMs: number | null, settledBefore: number): void {
    this.paceMs = paceMs;
    // A domain that had its fill then may have room since.
    const mayHaveRoom = this.way.limits.perDomainConnections !== null && this.settledSoFar > settledBefore;
    this.isDry = asked === 1 || (found === 0 && !mayHaveRoom);
  }

  private limited() {
    const { name, limits } = this.way;
    const inHand = new Map<string, number>();
    if (limits.perDomainConnections !== null)
      for (const { address } of [...this.begun.values(), ...this.ready.map(({ delivery }) => delivery)])
        inHand.set(domainOf(address), (inHand.get(domainOf(address)) ?? 0) + 1);
    return { name, limits, inHand };
  }

  // ─── The window ────────────────────────────────────────────────────────────────────────────────────────

  /** Many together while the connections have enough to do; at once when they have not. */
  private isTimeToMark(hasEnded: boolean): boolean {
    const { connections } = this.way.transport;
    const waiting = hasEnded
      ? 0
      : Math.min(this.ready.length, this.window - this.begun.size + this.done.length);
    if (this.done.length === 0 && waiting <= 0) return false;
    return this.done.length >= (connections * 3) / 4 || this.inFlight < connections;
  }

  private async mark(hasEnded: boolean): Promise<void> {
    const settled = this.done.splice(0);
    for (const { id } of settled) this.begun.delete(id);
    this.settledSoFar += settled.length;
    const next = hasEnded ? [] : this.ready.splice(0, this.window - this.begun.size);
    const inFlight = [...this.begun.keys()];
    for (const { delivery } of next) this.begun.set(delivery.id, delivery);

    const ids = next.map(({ delivery }) => delivery.id);
    const may = await patiently(() => moveWindow(this.parts.worker, { settled, inFlight, next: ids }));
    const withdrawn = ids.filter((id) => !may.has(id));
    for (const id of withdrawn) this.begun.delete(id);
    for (const one of next) if (may.has(one.delivery.id)) this.begin(one);
    if (withdrawn.length > 0) await patiently(() => withdraw(this.parts.worker, withdrawn));
    // What was held back for its domain may go now.
    if (this.way.limits.perDomainConnections !== null && settled.length > 0) this.isDry = false;
  }

  private begin({ delivery, letter }: Ready): void {
    this.inFlight += 1;
    void this.way.transport.send(letter).then((result) => {
      this.inFlight -= 1;
      this.done.push(settlementOf(delivery.id, letter.messageId, result));
      if (this.way.breaker.note(result))
        log.warn(
          { way: this.way.name, response: result.response.slice(0, 200) },
          "a mail server is away: it is left alone for a while",
        );
      this.ring();
    });
  }

  private async handBack(): Promise<void> {
    await this.fetching;
    await patiently(() => releaseLeases(this.parts.worker, this.limited()));
    await patiently(() => closeWindow(this.parts.worker));
  }

  private somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      this.ring = () => {
        this.ring = () => undefined;
        resolve();
      };
    });
  }
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure));
}
