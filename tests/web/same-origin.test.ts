import { describe, expect, it } from "vitest";

import { isFromHere } from "#app/web/csrf.ts";

const post = {
  method: "POST",
  path: "/console/kiln/members",
  host: "roundletter.test",
  origin: "http://roundletter.test" as string | undefined,
  fetchSite: undefined as string | undefined,
};

describe("a request that changes something", () => {
  it.each([
    ["from a page of ours", {}, true],
    ["from a page of ours, says the browser", { origin: undefined, fetchSite: "same-origin" }, true],
    ["from a page of ours that hides its origin", { origin: "null", fetchSite: "same-origin" }, true],
    ["by another name of this host", { origin: "http://localhost:3000", host: "localhost:3000" }, true],
    ["behind a proxy that changes the host", { host: "10.0.0.7:3000" }, true],
    ["from another site", { origin: "https://evil.example" }, false],
    ["from another site, says the browser", { fetchSite: "cross-site" }, false],
    ["from a neighbour on the domain", { fetchSite: "same-site" }, false],
    ["from nowhere that can be told", { origin: undefined }, false],
    ["from a page without an origin", { origin: "null" }, false],
    ["from another port", { origin: "http://roundletter.test:8080" }, false],
    ["to delete, from another site", { method: "DELETE", origin: "https://evil.example" }, false],
  ])("%s", (_where, change, taken) => {
    expect(isFromHere({ ...post, ...change })).toBe(taken);
  });

  it("by one click in a mail program comes from anywhere, to that page only", () => {
    const oneClick = { ...post, path: "/unsubscribe/20a4bm7nn5jq8", origin: undefined };

    expect(isFromHere(oneClick)).toBe(true);
    expect(isFromHere({ ...oneClick, path: "/unsubscribe/20a4bm7nn5jq8/more" })).toBe(false);
    expect(isFromHere({ ...oneClick, path: "/preferences/20a4bm7nn5jq8" })).toBe(false);
    expect(isFromHere({ ...oneClick, method: "DELETE" })).toBe(false);
  });

  it("is none when it only reads", () => {
    expect(
      isFromHere({ ...post, method: "GET", origin: "https://evil.example", fetchSite: "cross-site" }),
    ).toBe(true);
  });
});
