import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { FollowForm } from "#app/components/public/follow-form.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { links } from "#app/lib/links.ts";
import { newsletterArchive } from "#app/models/newsletter.ts";
import { askToFollow } from "#app/models/membership/following.ts";
import { badForm, readForm, refusedForm } from "#app/web/form.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded
    ? publicMeta({
        title: `Follow ${loaded.community.name}`,
        about: `What ${loaded.community.name} makes and where to meet, as a letter now and then.`,
        url: loaded.url,
        unlisted: loaded.unlisted,
        feed: loaded.feed,
      })
    : [];

export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const { newsletters } = await newsletterArchive(community.id, { take: 1 });
  return publicData({
    ...publicHost(community),
    url: links.follow(community.slug),
    feed: { title: `Newsletters of ${community.name}`, url: links.newsletterFeed(community.slug) },
    latest: newsletters[0]?.issue ?? null,
  });
}

const followForm = z.object({
  address: z.string().trim().min(1, "Your address is missing."),
  name: z.string().trim().max(80, "A shorter name, please: 80 letters at most.").default(""),
  website: z.string().default(""),
  timeZone: z.string().max(60).default(""),
});

/** Whatever the address, the answer is the same: who is known here is nobody's business. */
export async function action({ request, params }: ActionFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const read = await readForm(request, followForm);
  if (!read.ok) return badForm(read);

  const { website, ...interested } = read.fields;
  try {
    if (website === "") await askToFollow(community, interested);
    return data({ ok: true as const, address: interested.address }, { status: 200 });
  } catch (error) {
    return badForm(refusedForm(error, read.typed, "address"));
  }
}

export default function Follow() {
  const { community, reader, latest } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  if (given?.ok) return <LookInInbox address={given.address} />;
  return (
    <PublicPage
      community={community}
      reader={reader}
      title={`Follow ${community.name}`}
      line="What is made here and where to meet comes to you as a letter, when there is something to show. Nothing else."
      end={
        <p>
          Your address is used for this letter only, and one press at its foot ends it. By mail it works too:
          write to{" "}
          <a className="link wrap-anywhere" href={`mailto:${community.address.replace("@", "+follow@")}`}>
            {community.address.replace("@", "+follow@")}
          </a>
        </p>
      }
    >
      <FollowForm slug={community.slug} name={community.name} />
      {latest === null ? null : (
        <p className="mt-8 text-soft">
          Look first?{" "}
          <Link className="link" to={`/${community.slug}/newsletters/${latest}`}>
            The latest newsletter
          </Link>
        </p>
      )}
    </PublicPage>
  );
}

function LookInInbox({ address }: { address: string }) {
  const { community, reader } = useLoaderData<typeof loader>();
  return (
    <PublicPage community={community} reader={reader} title="Now look into your inbox">
      <p className="font-letter text-lg" role="status">
        A letter is on its way to <strong className="wrap-anywhere">{address}</strong>. Press the button in
        it, and you follow {community.name}.
      </p>
      <p className="mt-4 text-soft">
        It shows that the address is yours, and is good for three days. If it does not come within some
        minutes, look among the unwanted mail, or go back and check the address.
      </p>
    </PublicPage>
  );
}
