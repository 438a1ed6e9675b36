import type { Request, Response } from "express";
import { expect, test } from "vitest";
import { limitBody } from "#app/request-gates.ts";

/** The answer's status, or "next" when the request may pass. */
function statusFor(headers: Record<string, string>): number | "next" {
  let answered: number | "next" = "next";
  const response = {
    status(code: number) {
      answered = code;
      return this;
    },
    set() {
      return this;
    },
    type() {
      return this;
    },
    send() {
      return this;
    },
  };
  limitBody({ headers } as unknown as Request, response as unknown as Response, () => undefined);
  return answered;
}

test("a form passes, and so does one with pictures", () => {
  expect(statusFor({ "content-length": "900", "content-type": "application/x-www-form-urlencoded" })).toBe(
    "next",
  );
  expect(statusFor({ "content-length": "20000000", "content-type": "multipart/form-data; boundary=x" })).toBe(
    "next",
  );
});

test("a body that is too large, or hides its size, is not read", () => {
  expect(
    statusFor({ "content-length": "2000000", "content-type": "application/x-www-form-urlencoded" }),
  ).toBe(413);
  expect(statusFor({ "content-length": "40000000", "content-type": "multipart/form-data; boundary=x" })).toBe(
    413,
  );
  expect(statusFor({ "transfer-encoding": "chunked" })).toBe(411);
});
