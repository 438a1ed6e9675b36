import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { roleWords } from "#app/components/words.ts";
import { communitiesOf } from "#app/models/community.ts";
import { mailroomIsOpen } from "#app/models/mailroom.ts";
import { actorMay } from "#app/models/roles.ts";
import { isSetUp } from "#app/models/setup.ts";
import { currentPerson } from "#app/web/current.ts";

export const meta: MetaFunction = () => [
  { title: "Roundletter" },
  {
    name: "description",
    content:
      "A small community that lives in the inbox: it arrives as a letter, and answering it is taking part.",
  },
];

/** Who has one community is led to it; who has several chooses. */
export async function loader({ request }: LoaderFunctionArgs) {
  const [person, ready] = await Promise.all([currentPerson(request), isSetUp()]);
  if (!person)
    return ready ? { kind: "stranger" as const, mailroom: mailroomIsOpen() } : { kind: "new" as const };

  const communities = (await communitiesOf(person.id)).map(({ community, membership }) => ({
    name: community.name,
    tagline: community.tagline,
    role: membership.role,
    path: actorMay({ membership }, "open-console") ? `/console/${community.slug}` : `/${community.slug}`,
  }));
  const [only] = communities;
  if (only && communities.length === 1) return redirect(only.path);
  return { kind: "member" as const, name: person.name, communities };
}

export default function FirstPage() {
  const loaded = useLoaderData<typeof loader>();
  if (loaded.kind === "new") return <NotSetUp />;
  return loaded.kind === "member" ? <Chooser {...loaded} /> : <Stranger mailroom={loaded.mailroom} />;
}

function Stranger({ mailroom }: { mailroom: boolean }) {
  return (
    <LetterPage title="A small community that lives in the inbox">
      <div className="letter">
        <p>
          A round letter is passed around a circle of people, and everyone adds a few lines before it goes on.
        </p>
        <p>
          Roundletter is that, by email. What the others make, say and plan arrives as one letter, at the hour
          you like. You answer it as you answer any letter, and that is taking part: no app, no password, no
          feed.
        </p>
        <p>One joins by invitation. If you have one, its link is in your inbox.</p>
      </div>
      <p className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-3">
        <ButtonLink to="/sign-in" look="primary">
          Sign in
        </ButtonLink>
        {mailroom ? (
          <Link to="/mailroom" className="link">
            The mailroom
          </Link>
        ) : null}
      </p>
    </LetterPage>
  );
}

function NotSetUp() {
  return (
    <LetterPage title="Nothing is here yet">
      <p>
        The first community is made with a link that can be used once. It was printed on the terminal where
        Roundletter was started: open it there.
      </p>
      <p className="mt-4 text-soft">
        The link is gone from the screen? Start Roundletter again, and it prints a new one.
      </p>
    </LetterPage>
  );
}

interface ChooserProps {
  name: string;
  communities: readonly { name: string; tagline: string; role: keyof typeof roleWords; path: string }[];
}

function Chooser({ name, communities }: ChooserProps) {
  return (
    <LetterPage
      title={communities.length > 0 ? "Your communities" : `Good to see you, ${name}`}
      foot={<SignOut />}
    >
      {communities.length === 0 ? (
        <p>You are not a member of a community here at the moment. One joins by invitation.</p>
      ) : null}
      <ul className="mt-4">
        {communities.map((community) => (
          <li key={community.path} className="group relative border-t border-line py-4">
            <Link
              to={community.path}
              className="font-letter text-lg group-hover:text-accent after:absolute after:inset-0"
            >
              {community.name}
            </Link>
            <p className="text-sm text-quiet">
              {community.tagline ? `${community.tagline} · ` : ""}
              {roleWords[community.role]}
            </p>
          </li>
        ))}
      </ul>
    </LetterPage>
  );
}

function SignOut() {
  return (
    <Form method="post" action="/sign-out">
      <Button look="quiet" small>
        Sign out
      </Button>
    </Form>
  );
}
