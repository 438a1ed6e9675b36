import { LetterPage } from "../letter-page.tsx";

interface LeftPageProps {
  community: { name: string; tagline: string };
  status: "left" | "removed";
}

/** For the links of somebody who is not a member any more. */
export function LeftPage({ community, status }: LeftPageProps) {
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
