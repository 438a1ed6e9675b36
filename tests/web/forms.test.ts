import { describe, expect, it } from "vitest";
import { z } from "zod";

import { Refusal } from "#app/lib/refusal.ts";
import { badForm, parseForm, readForm, refusedForm } from "#app/web/form.ts";
import { redirectWithToast, takeToast } from "#app/web/toast.ts";

const schema = z.object({
  name: z.string().trim().min(1, "A name is missing."),
  seats: z.coerce.number("This is not a number."),
  tags: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()))
    .optional(),
});

function aForm(fields: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

describe("a form", () => {
  it("gives its fields", async () => {
    const request = new Request("http://roundletter.test/", {
      method: "POST",
      body: new URLSearchParams({ name: " Ana ", seats: "3" }),
    });

    expect(await readForm(request, schema)).toMatchObject({ ok: true, fields: { name: "Ana", seats: 3 } });
    expect(
      parseForm(
        aForm([
          ["name", "Ana"],
          ["seats", "1"],
          ["tags", "clay"],
          ["tags", "glaze"],
        ]),
        schema,
      ),
    ).toMatchObject({
      fields: { tags: ["clay", "glaze"] },
    });
  });

  it("that is odd keeps what was typed, and says where", () => {
    const form = parseForm(
      aForm([
        ["name", ""],
        ["seats", "many"],
      ]),
      schema,
    );

    expect(form).toEqual({
      ok: false,
      typed: { name: "", seats: "many" },
      errors: { name: "A name is missing.", seats: "This is not a number." },
    });
    if (form.ok) throw new Error("it is odd");
    expect(badForm(form).init?.status).toBe(400);
  });

  it("that the house refuses says why; what breaks is no refusal", () => {
    const refused = refusedForm(new Refusal("slug-taken"), { slug: "potters" }, "slug");

    expect(refused).toEqual({
      ok: false,
      typed: { slug: "potters" },
      errors: { slug: "Another community has this address already." },
    });
    expect(() => refusedForm(new Error("no database"), {})).toThrow("no database");
  });
});

describe("a toast", () => {
  it("is told once, on the next page, with its way back", async () => {
    const undo = { path: "/console/kiln/threads/7/closure", fields: { intent: "reopen" } };
    const response = await redirectWithToast("/console/kiln", {
      words: "The thread is closed: Grüße!",
      undo,
    });
    expect(response.status).toBe(302);
    const next = await takeToast(withCookieOf(response));

    expect(next.toast).toMatchObject({ words: "The thread is closed: Grüße!", undo });
    expect(next.headers["Set-Cookie"]).toMatch(/toast=.*Max-Age=0/);
    expect(await takeToast(new Request("http://roundletter.test/"))).toEqual({ toast: null, headers: {} });
  });

  it("that we did not write is not shown", async () => {
    const words = Buffer.from(JSON.stringify({ id: "1", words: "Pay here" })).toString("base64");
    const request = new Request("http://roundletter.test/", { headers: { cookie: `toast=${words}.forged` } });

    expect((await takeToast(request)).toast).toBeNull();
  });
});

function withCookieOf(response: Response): Request {
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return new Request("http://roundletter.test/console/kiln", { headers: { cookie } });
}
