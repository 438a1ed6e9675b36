export interface Asked {
  /** Whose letters come back. */
  name: string;
  inviter: { name: string; address: string };
  community: { name: string; address: string };
}

/** A letter to whoever invited somebody, begun for the owner, who sends it from their own mail program. */
export function AskInviter({ name, inviter, community }: Asked) {
  const subject = `Do you know how to reach ${name}?`;
  const body = [
    `Hello ${inviter.name},`,
    `our letters to ${name} come back. You invited them to ${community.name}: could you ask whether their address has changed? They can write to ${community.address} from the new one, or tell me.`,
    "Thank you!",
  ].join("\n\n");
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  return (
    <a className="link" href={`mailto:${encodeURIComponent(inviter.address).replace("%40", "@")}?${query}`}>
      Ask {inviter.name}, who invited them
    </a>
  );
}
