import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseConfig } from "#app/lib/config.ts";

const folder = mkdtempSync(join(tmpdir(), "roundletter-folder-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const configIn = (DATA_DIR: string) => parseConfig({ NODE_ENV: "test", DATA_DIR });

describe("the data folder", () => {
  it("is made with everything above it, and keeps its secret", () => {
    const DATA_DIR = join(folder, "as", "deep", "as", "wanted");
    const first = configIn(DATA_DIR).secretKey;

    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(configIn(DATA_DIR).secretKey).toBe(first);
  });

  it("is refused in words where a file stands in its way", () => {
    const DATA_DIR = join(folder, "a-file");
    writeFileSync(DATA_DIR, "");

    expect(() => configIn(DATA_DIR)).toThrow(/data folder cannot be written.*ENOTDIR/);
    expect(() => configIn(join(DATA_DIR, "below"))).toThrow(/cannot be written/);
  });

  it.runIf(process.platform === "linux")("is refused where the system lets nobody make a folder", () => {
    expect(() => configIn("/proc/nowhere/data")).toThrow(/cannot be written.*ENOENT/);
  });
});
