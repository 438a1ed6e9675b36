import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor, notOurs } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { membershipByLink } from "#app/models/membership.ts";
import { openArchive } from "#app/web/archive-reader.ts";
import { hostOf } from "#app/web/arrival.ts";

export const meta: MetaFunction = () => privatePage("The archive");

/** Behind the link in a member's letters. Opening it changes nothing; the button opens the archive in this browser. */
export async function loader({ params }: LoaderFunctionArgs) {
  const membership = await findMember(params);
  if (!membership) return data({ community: null }, { status: 410 });
  const { name, locale, community } = membership;
  return data({ community: hostOf(community), name, locale });
}

export async function action({ params }: ActionFunctionArgs) {
  const membership = await findMember(params);
  if (!membership) throw new Response(null, { status: 404 });
  return redirect(`/${membership.community.slug}/archive`, {
    headers: { "Set-Cookie": openArchive(membership) },
  });
}

async function findMember({ slug, token }: LoaderFunctionArgs["params"]) {
  const membership = (await membershipByLink("archive", token ?? ""))?.membership;
  if (!membership || membership.community.slug !== slug || membership.role === "follower") return null;
  return membership.status === "active" || membership.status === "paused" ? membership : null;
}

export default function Open() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.community) return <ClosedDoor refused={notOurs} />;
  const words = publicWords(loaded.locale).archive;
  return (
    <div lang={loaded.locale}>
      <LetterPage community={loaded.community} title={words.title(loaded.community.name)}>
        <p>{words.openLine(loaded.name)}</p>
        <Form method="post" className="mt-8">
          <Button look="primary" wide>
            {words.open}
          </Button>
        </Form>
      </LetterPage>
    </div>
  );
}
