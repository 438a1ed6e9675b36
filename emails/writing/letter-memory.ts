/*
 * A long letter's bytes are written, sent and done with within a second, thousands of times over. Memory that is new for
 * each costs more than the writing of it, so what one letter is done with is lent to the next.
 */
const SIZE = 128 * 1024;
const SMALLEST = SIZE / 4;
const MOST_KEPT = 128;

const free: ArrayBuffer[] = [];
/** Lent, and not given back since: nothing can be given back twice, nor anything that is not ours. */
const lent = new WeakSet<ArrayBufferLike>();

/** Memory for one letter, with whatever stood there before. Who never gives it back does no harm. */
export function lendMemory(length: number): Buffer {
  if (length > SIZE || length < SMALLEST) return Buffer.allocUnsafe(length);
  const memory = free.pop() ?? new ArrayBuffer(SIZE);
  lent.add(memory);
  return Buffer.from(memory, 0, length);
}

/** Only when nobody will read this letter again, neither we nor the system on its way into a socket. */
export function giveMemoryBack({ buffer }: Buffer): void {
  if (lent.delete(buffer) && buffer instanceof ArrayBuffer && free.length < MOST_KEPT) free.push(buffer);
}
