import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { LetterPage } from "#app/components/letter-page.tsx";
import { communitiesOf } from "#app/models/community.ts";
import { actorMay } from "#app/models/roles.ts";
import { requirePerson } from "#app/web/current.ts";

/** One console: straight to it. Several: a choice. */
export async function loader({ request }: LoaderFunctionArgs) {
  const person = await requirePerson(request);
  const mine = await communitiesOf(person.id);
  const consoles = mine
    .filter((one) => actorMay(one, "open-console"))
    .map(({ community }) => ({ slug: community.slug, name: community.name, tagline: community.tagline }));
  const [only] = consoles;
  if (only && consoles.length === 1) return redirect(`/console/${only.slug}`);
  return { consoles };
}

export default function Consoles() {
  const { consoles } = useLoaderData<typeof loader>();
  if (consoles.length === 0) {
    return (
      <LetterPage title="There is no console for you here">
        <p>
          You take part by mail: answer any letter of your community. Consoles are for owners and moderators.
        </p>
      </LetterPage>
    );
  }
  return (
    <LetterPage title="Which community?">
      <ul>
        {consoles.map(({ slug, name, tagline }) => (
          <li key={slug} className="border-t border-line py-4">
            <Link to={slug} className="font-letter text-lg hover:text-accent">
              {name}
            </Link>
            <p className="text-soft">{tagline}</p>
          </li>
        ))}
      </ul>
    </LetterPage>
  );
}
