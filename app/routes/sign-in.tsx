import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/field.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { memoryOf } from "#app/components/letter-pages/form-memory.ts";
import { PasskeySignIn } from "#app/components/passkeys.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { askSignIn, signInByCode } from "#app/models/session.ts";
import { currentPerson, pathAfterSignIn } from "#app/web/current.ts";
import { badForm, parseForm, refusedForm } from "#app/web/form.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";

export const meta: MetaFunction = () => privatePage("Sign in");

export async function loader({ request }: LoaderFunctionArgs) {
  const to = pathAfterSignIn(new URL(request.url).searchParams.get("to"));
  return (await currentPerson(request)) ? redirect(to) : { to };
}

const addressForm = z.object({
  address: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/, "This does not look like an email address."),
});
const codeForm = addressForm.extend({
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "The code has six digits.")),
});

/** First the address: whoever it belongs to gets a letter, and the answer is the same if nobody does. Then the code. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const to = pathAfterSignIn(new URL(request.url).searchParams.get("to"));
  return form.get("intent") === "code" ? signIn(form, request, to) : ask(form);
}

async function ask(form: FormData) {
  const read = parseForm(form, addressForm);
  if (!read.ok) return badForm(read);

  await askSignIn(read.fields.address);
  return data({ ok: true as const, asked: read.fields.address }, { status: 200 });
}

async function signIn(form: FormData, request: Request, to: string) {
  const read = parseForm(form, codeForm);
  if (!read.ok) return badForm(read);

  try {
    const { token } = await signInByCode(
      read.fields.address,
      read.fields.code,
      request.headers.get("user-agent") ?? "",
    );
    return redirect(to, { headers: { "Set-Cookie": sessionCookie(token) } });
  } catch (error) {
    return badForm(refusedForm(error, read.typed, "code"));
  }
}

export default function SignIn() {
  const { to } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  const address = addressInHand(given);
  return address === null ? <AskAddress to={to} /> : <AskCode address={address} to={to} />;
}

function AskAddress({ to }: { to: string }) {
  const form = memoryOf(useActionData<typeof action>());
  return (
    <LetterPage title="Sign in">
      <p>
        Members take part by email and need no account. Signing in is for the console, and for files that came
        with a post.
      </p>
      <Form method="post" action={here(to)} className="mt-8 space-y-6">
        <TextField
          label="Your email address"
          hint="A letter with a link and a code comes to it."
          name="address"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          autoFocus
          maxLength={254}
          defaultValue={form.typed("address")}
          error={form.error("address")}
        />
        <Button look="primary" name="intent" value="ask" wide>
          Send me a letter
        </Button>
      </Form>
      <div className="mt-8">
        <PasskeySignIn to={to} />
      </div>
    </LetterPage>
  );
}

function AskCode({ address, to }: { address: string; to: string }) {
  const form = memoryOf(useActionData<typeof action>());
  return (
    <LetterPage title="Look into your inbox">
      <p>
        If <strong className="break-all">{address}</strong> is known here, a letter is on its way. Open the
        link in it, or type its code here. Both are good for a quarter of an hour.
      </p>
      <Form method="post" action={here(to)} className="mt-8 space-y-6">
        <input type="hidden" name="address" value={address} />
        <TextField
          label="The code from the letter"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          autoFocus
          maxLength={12}
          placeholder="123 456"
          defaultValue={form.typed("code")}
          error={form.error("code")}
        />
        <Button look="primary" name="intent" value="code" wide>
          Sign in
        </Button>
      </Form>
      <p className="mt-8 text-soft">
        Nothing came?{" "}
        <Link to={here(to)} reloadDocument className="link">
          Try again
        </Link>
        , perhaps with another of your addresses.
      </p>
    </LetterPage>
  );
}

/** The address for which a code is being typed; null while it is asked for. */
function addressInHand(given: ReturnType<typeof useActionData<typeof action>>): string | null {
  if (!given) return null;
  if (given.ok) return given.asked;
  return given.typed["intent"] === "code" && !given.errors["address"]
    ? (given.typed["address"] ?? null)
    : null;
}

function here(to: string): string {
  return to === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(to)}`;
}
