import { EventEmitter } from "node:events";
import type { Request, Response } from "express";
import { describe, expect, it, test } from "vitest";

import { db } from "#app/db/client.ts";
import { amendConfig, config } from "#app/lib/config.ts";
import { keepFile } from "#app/models/blob.ts";
import { memberToken } from "#app/models/membership/links.ts";
import { revokeMemberLetters, revokeOwnLetters } from "#app/models/membership/revoking.ts";
import { setSafeHeaders } from "#app/request-gates.ts";
import { loader as openFile } from "#app/routes/files.$attachmentId.ts";
import { countPost, doorOf, isOpenDoor, limitPosts } from "#app/web/rate-limit.ts";
import { actorOf, aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";
import { openPage } from "#tests/support/pages.ts";
import { allRoutes } from "./routes.ts";

describe("every page that takes a form without a sign-in", () => {
  // The console asks who is there first: the walk over its routes holds it to that.
  test("is limited: a route that is forgotten fails here", { timeout: 90_000 }, async () => {
    const unlimited = (await allRoutes())
      .filter(({ module, path }) => "action" in module && !path.startsWith("/console"))
      .map(({ path }) => path.replaceAll(/\$\w+/g, "x"))
      .filter((path) => !isOpenDoor(doorOf(path)));
    expect(unlimited).toEqual([]);
  });

  it("is limited for all processes together, by the database", async () => {
    for (let at = 0; at < 30; at++) await countPost("setup", "192.0.2.55");
    expect(await db().tally.findFirst({ where: { name: "post:setup", who: "192.0.2.55" } })).toMatchObject({
      count: 30,
    });
    await db().tally.update({
      where: { name_who: { name: "post:setup", who: "192.0.2.55" } },
      data: { count: 400 },
    });
    expect(await countPost("setup", "192.0.2.55")).toBeGreaterThan(0);
  });
});

describe("whoever tries links", () => {
  async function ask(path: string, status: number, ip = "198.51.100.20"): Promise<number> {
    const sent = Object.assign(new EventEmitter(), {
      statusCode: 200,
      status(code: number) {
        sent.statusCode = code;
        return sent;
      },
      set: () => sent,
      type: () => sent,
      send: () => sent,
    });
    await new Promise<void>((resolve, reject) => {
      sent.send = () => {
        resolve();
        return sent;
      };
      limitPosts(
        { method: "GET", path, ip } as unknown as Request,
        sent as unknown as Response,
        (error?: unknown) => {
          if (error !== undefined) reject(new Error("it broke", { cause: error }));
          sent.statusCode = status;
          resolve();
        },
      );
    });
    sent.emit("finish");
    return sent.statusCode;
  }
  const counted = async () =>
    (await db().tally.findFirst({ where: { name: "guess:link", who: "198.51.100.20" } }))?.count ?? 0;

  it("is shut out after sixty that open nothing, and noticed once; others and other pages are not", async () => {
    for (let at = 1; at <= 61; at++) {
      expect(await ask(`/preferences/guess${String(at)}`, 404)).toBe(404);
      await expect.poll(counted).toBe(at);
    }
    expect(await ask("/rsvp/guess", 404)).toBe(429);
    expect(await ask("/preferences/right", 200, "198.51.100.21")).toBe(200);
    expect(await ask("/kiln-circle", 200)).toBe(200);
    expect(await db().auditEntry.findMany({ where: { act: "guess.noticed" } })).toMatchObject([
      { details: { guess: "link", count: 61 } },
    ]);
  });
});

describe("what every response says", () => {
  const headersOf = () => {
    const said: Record<string, string> = {};
    setSafeHeaders(
      {} as unknown as Request,
      { set: (all: object) => Object.assign(said, all) } as unknown as Response,
      () => undefined,
    );
    return said;
  };

  it("keeps it from being sniffed, framed, read or opened by other sites", () => {
    expect(headersOf()).toMatchObject({
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "X-Frame-Options": "SAMEORIGIN",
      "Referrer-Policy": "same-origin",
    });
  });

  it("over HTTPS, that it is to be asked for over HTTPS only", () => {
    const { appUrl } = config();
    expect(headersOf()).not.toHaveProperty("Strict-Transport-Security");
    amendConfig({ appUrl: "https://letters.example" });
    try {
      expect(headersOf()["Strict-Transport-Security"]).toMatch(/^max-age=\d{8}/);
    } finally {
      amendConfig({ appUrl });
    }
  });
});

describe("a file that came with a post", () => {
  async function aFile() {
    const community = await aCommunity();
    const ana = await aMember(community);
    const post = await aPost(await aThread(community), ana);
    const blob = await keepFile(Buffer.from("<svg onload=alert(1)>"), "image/svg+xml");
    const { id } = await db().attachment.create({
      data: {
        communityId: community.id,
        postId: post.id,
        blobId: blob.id,
        filename: 'a"\r\nX: 1.svg',
        position: 0,
      },
    });
    const get = (token: string) =>
      openPage(openFile, `/files/${id}?token=${token}`, { params: { attachmentId: id } });
    return { community, ana, post, get };
  }

  it("is saved, never shown, by a member's own link, for that post only", async () => {
    const { community, ana, post, get } = await aFile();
    const { status, headers } = await get(memberToken(ana, "file", post.number));
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''[\w%.-]+$/,
    );
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");

    expect((await get(memberToken(ana, "file", post.number + 1))).status).toBe(404);
    expect((await get(memberToken(ana, "answer", post.number))).status).toBe(404);
    expect((await get(memberToken(await aMember(await aCommunity()), "file", post.number))).status).toBe(404);
    expect(
      (await get(memberToken(await aMember(community, { role: "follower" }), "file", post.number))).status,
    ).toBe(404);
  });

  it("is not to be had by letters that were signed out", async () => {
    const { community, ana, post, get } = await aFile();
    const token = memberToken(ana, "file", post.number);
    await revokeMemberLetters(actorOf(await anOwner(community), community), ana.id);
    expect((await get(token)).status).toBe(404);
    const next = memberToken({ ...ana, lettersRevoked: 1 }, "file", post.number);
    expect((await get(next)).status).toBe(200);
    await revokeOwnLetters(ana);
    expect((await get(next)).status).toBe(404);
    expect(
      await db().auditEntry.count({ where: { communityId: community.id, act: "letters.signed-out" } }),
    ).toBe(2);
    expect(
      await db().delivery.count({
        where: { communityId: community.id, kind: "receipt", address: ana.address },
      }),
    ).toBe(1);
    await expect(revokeMemberLetters(actorOf(ana, community), ana.id)).rejects.toMatchObject({
      reason: "not-allowed",
    });
  });
});
