import { describe, expect, it } from "vitest";
import { giveMemoryBack, lendMemory } from "#emails/writing/letter-memory.ts";

const LONG = 90_000;

describe("the memory of a letter", () => {
  it("is another's only after it was given back, and then only one other's", () => {
    const first = lendMemory(LONG);
    expect(lendMemory(LONG).buffer).not.toBe(first.buffer);

    giveMemoryBack(first);
    giveMemoryBack(first);
    const [second, third] = [lendMemory(LONG + 1), lendMemory(LONG)];
    expect(second.buffer).toBe(first.buffer);
    expect(third.buffer).not.toBe(first.buffer);
    expect(second).toHaveLength(LONG + 1);
  });

  it("is never taken from what was not lent", () => {
    const own = Buffer.from(new ArrayBuffer(128 * 1024));
    giveMemoryBack(own);
    expect(lendMemory(LONG).buffer).not.toBe(own.buffer);
  });
});
