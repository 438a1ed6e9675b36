import { LetterPage } from "../letter-page.tsx";

interface LeftPageProps {
  community: { name: string; tagline: string };
  /** They followed, and were no member: anybody may follow again. */
  followed?: boolean;
  status: "left" | "removed";
}

/** For the links of somebody who is not a member any more. */
export function LeftPage({ community, status, followed = false }: LeftPageProps) {
  if (followed) return <FollowedPage community={community} />;
  return (
    <LetterPage
      community={community}
      title={status === "left" ? "You have left" : "You are not a member any more"}
    >
      <p>
        No further letter comes to you from {community.name}. What you wrote there stays, under your name,
        where the others read it.
      </p>
      <p className="mt-4 text-soft">
        To come back, ask somebody of the circle for an invitation. Your profile is kept for then.
      </p>
    </LetterPage>
  );
}

function FollowedPage({ community }: Pick<LeftPageProps, "community">) {
  return (
    <LetterPage community={community} title="No newsletter comes any more">
      <p>No further letter comes to you from {community.name}.</p>
      <p className="mt-4 text-soft">You can follow again at any time, by the form on its public pages.</p>
    </LetterPage>
  );
}
