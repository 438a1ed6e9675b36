import { remindInvitees } from "#app/models/invitation.ts";
import { forgetJoinRequests } from "#app/models/membership/joining.ts";
import { resumeDueMembers } from "#app/models/membership/pausing.ts";
import { offerFreeSeats } from "#app/models/membership/seats.ts";
import { forgetSessions, forgetSignIns } from "#app/models/session.ts";

/** What the hour brings: reminders, seats let go and offered on, pauses that end, and what is to be forgotten. */
export async function remindAndExpire(): Promise<void> {
  await remindInvitees();
  await offerFreeSeats();
  await resumeDueMembers();
  await forgetJoinRequests();
  await forgetSignIns();
  await forgetSessions();
}
