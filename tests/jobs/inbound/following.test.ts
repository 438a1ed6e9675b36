import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { aFollower, aPublicCircle } from "#tests/models/newsletter/public-circle.ts";
import { addressOf, arrive } from "./arriving.ts";

describe("a letter to a community's +follow address", () => {
  it("is answered by the letter that asks whether the address is theirs, whatever its words", async () => {
    const { community } = await aPublicCircle();
    const to = addressOf(community).replace("@", "+follow@");
    const from = "petra@home.example";

    const inbound = await arrive({ from: `Petra Novak <${from}>`, to, subject: "", text: "Please." });

    expect(inbound).toMatchObject({
      status: "accepted",
      membershipId: null,
      outcome: [{ kind: "follow-request" }],
    });
    expect(await db().followRequest.findMany({ where: { communityId: community.id } })).toMatchObject([
      { address: from, name: "Petra Novak", confirmedAt: null },
    ]);
    expect(await db().delivery.findMany({ where: { communityId: community.id } })).toMatchObject([
      { kind: "confirm_follow", address: from, status: "prepared" },
    ]);
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
  });

  it("fills nobody's inbox: three times a day, and never in answer to a machine", async () => {
    const { community } = await aPublicCircle();
    const to = addressOf(community).replace("@", "+follow@");

    for (let time = 0; time < 5; time++) {
      const text = `Please, for the ${time}th time.`;
      await arrive({ from: "Petra <petra@home.example>", to, text });
    }
    await arrive({
      from: "Robot <robot@home.example>",
      to,
      text: "I am away.",
      headers: { "Auto-Submitted": "auto-replied" },
    });
    await arrive({ from: "Robot <robot@home.example>", to, text: "Failure", envelopeFrom: "" });
    expect(await db().delivery.count({ where: { communityId: community.id } })).toBe(3);
  });

  it("waits for somebody to look at it where the community shows itself to nobody", async () => {
    const { community } = await aPublicCircle({ publicHome: false });
    const to = addressOf(community).replace("@", "+follow@");

    expect(await arrive({ from: "Petra <petra@home.example>", to, text: "Please." })).toMatchObject({
      status: "held",
    });
    expect(await db().followRequest.count({ where: { communityId: community.id } })).toBe(0);
  });
});

describe("a follower who answers a newsletter", () => {
  it("writes to those who look after the community, and into no thread", async () => {
    const { community } = await aPublicCircle();
    const petra = await aFollower(community);
    const to = addressOf(community).replace("@", "+owner@");

    const inbound = await arrive({ from: `Petra <${petra.address}>`, to, text: "Lovely bowls." });

    expect(inbound).toMatchObject({ status: "held" });
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
  });
});
