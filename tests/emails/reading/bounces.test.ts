import { describe, expect, it } from "vitest";
import { readDeliveryReport } from "#emails/reading/delivery-status.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import type { BounceCase } from "./bounces/letters.ts";
import { noReports } from "./bounces/no-reports.ts";
import { providers } from "./bounces/providers.ts";
import { servers } from "./bounces/servers.ts";
import { standard } from "./bounces/standard.ts";

function check({ mail, recipients, returned }: BounceCase): void {
  const read = readDeliveryReport(readMessage(Buffer.from(mail)));
  if (recipients.length === 0) {
    expect(read).toBeNull();
    return;
  }
  expect(read).not.toBeNull();
  expect(read?.recipients.map((each) => each.address)).toEqual(recipients.map((each) => each.address));
  expect(read?.recipients).toMatchObject(recipients);
  if (returned !== undefined) expect(read?.returnedMessageId).toBe(returned);
}

describe("a report by the standard", () => {
  it.each(standard.map((each) => [each.what, each] as const))("%s", (_, each) => check(each));
});
describe("a report in a mail server's own words", () => {
  it.each(servers.map((each) => [each.what, each] as const))("%s", (_, each) => check(each));
});
describe("a report in a provider's own words", () => {
  it.each(providers.map((each) => [each.what, each] as const))("%s", (_, each) => check(each));
});
describe("no report", () => {
  it.each(noReports.map((each) => [each.what, each] as const))("%s", (_, each) => check(each));
});
