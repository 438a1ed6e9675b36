import { describe, expect, test } from "vitest";
import { accentTints, accentVariables, contrast, DEFAULT_ACCENT } from "#app/components/accent.ts";

const colours = ["#9a4a2f", "#ffe14d", "#00ff88", "#101010", "#ffffff", "#3355ff", "#b00020"];

describe("a community's colour", () => {
  test.each(colours)("%s reads on paper and on its own tint, by day and by night", (colour) => {
    for (const [daytime, paper] of [
      ["day", "#faf7f0"],
      ["night", "#1e1b17"],
    ] as const) {
      const { ink, tint, fill, onFill } = accentTints(colour, daytime);
      expect(contrast(ink, paper)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink, tint)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(onFill, fill)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("one that reads well is kept as it was chosen", () => {
    expect(accentTints("#7a3018", "day").ink).toBe("#7a3018");
  });

  test("what is no colour becomes the house's own, so nothing else gets into a style", () => {
    expect(accentVariables("red; background: url(https://example.org)")).toEqual(
      accentVariables(DEFAULT_ACCENT),
    );
  });
});
