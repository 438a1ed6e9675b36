import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { findSignIn, signInByToken } from "#app/models/session.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";

export const meta: MetaFunction = () => privatePage("Sign in");

/** Scanners open links, too: opening changes nothing. */
export async function loader({ params }: LoaderFunctionArgs) {
  const found = await findSignIn(params.token ?? "");
  return data({ name: found?.name ?? null }, { status: found ? 200 : 410 });
}

export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const { token } = await signInByToken(params.token ?? "", request.headers.get("user-agent") ?? "");
    return redirect("/", { headers: { "Set-Cookie": sessionCookie(token) } });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return redirect(new URL(request.url).pathname);
  }
}

export default function SignInByLink() {
  const { name } = useLoaderData<typeof loader>();
  return name === null ? <UsedUp /> : <PressToSignIn name={name} />;
}

function PressToSignIn({ name }: { name: string }) {
  return (
    <LetterPage title={`Good to see you, ${name}`}>
      <p>One press, and you are signed in on this device for thirty days.</p>
      <Form method="post" className="mt-8">
        <Button look="primary" wide>
          Sign in
        </Button>
      </Form>
    </LetterPage>
  );
}

function UsedUp() {
  return (
    <LetterPage title="This link is not good any more">
      <p>It was used already, or its time is over. Nothing is lost: another letter comes at once.</p>
      <p className="mt-8">
        <ButtonLink to="/sign-in" look="primary">
          Get a new one
        </ButtonLink>
      </p>
    </LetterPage>
  );
}
