import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { FollowForm } from "#app/components/public/follow-form.tsx";
import { LookInInbox } from "#app/components/public/look-in-inbox.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { links } from "#app/lib/links.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { newsletterArchive } from "#app/models/newsletter.ts";
import { askToFollow } from "#app/models/membership/following.ts";
import { badForm, readForm, refusedForm } from "#app/web/form.ts";
import { loaderHeaders, publicData, publicHost, requirePublicCommunity } from "#app/web/public-page.ts";

export const headers = loaderHeaders;
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => publicMeta(loaded);

export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "newsletters");
  const { newsletters } = await newsletterArchive(community.id, { take: 1 });
  const words = publicWords(community.locale).follow;
  return publicData({
    ...publicHost(community, "newsletters"),
    head: {
      title: words.title(community.name),
      about: words.line,
      url: links.follow(community.slug),
      card: links.card(community.slug, "home"),
    },
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
  const community = await requirePublicCommunity(params.slug, "newsletters");
  const words = publicWords(community.locale).form;
  const read = await readForm(request, followForm);
  if (!read.ok) return badForm({ ...read, errors: translated(read.errors, words) });

  const { website, ...interested } = read.fields;
  try {
    if (website === "") await askToFollow(community, interested);
    return data({ ok: true as const, address: interested.address }, { status: 200 });
  } catch (error) {
    return badForm(refusedForm(error, read.typed, "address"));
  }
}

function translated(errors: Record<string, string>, words: ReturnType<typeof publicWords>["form"]) {
  return {
    ...errors,
    ...(errors.address && { address: words.addressMissing }),
    ...(errors.name && { name: words.nameLong }),
  };
}

export default function Follow() {
  const loaded = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  const words = publicWords(loaded.lang).follow;
  const { name } = loaded.community;
  if (given?.ok) return <LookInInbox host={loaded} address={given.address} then={words.sent(name)} />;
  return (
    <PublicPage host={loaded} title={words.title(name)} line={words.line} end={<ByMail />}>
      <FollowForm slug={loaded.community.slug} name={name} />
      {loaded.latest === null ? null : (
        <p className="mt-8 text-soft">
          {words.first}{" "}
          <Link className="link" to={`/${loaded.community.slug}/newsletters/${loaded.latest}`}>
            {words.latest}
          </Link>
        </p>
      )}
    </PublicPage>
  );
}

function ByMail() {
  const { community } = useLoaderData<typeof loader>();
  const address = community.address.replace("@", "+follow@");
  return (
    <p>
      {useWords().follow.use}{" "}
      <a className="link wrap-anywhere" href={`mailto:${address}`}>
        {address}
      </a>
    </p>
  );
}
