import { clearProvenAddresses } from "#app/models/bounce.ts";
import { deleteClosedCommunities } from "#app/models/community/closing.ts";
import { sendUncertainAgain } from "#app/models/delivery/uncertain.ts";
import { keepInvitationsCurrent } from "#app/models/event/invitations.ts";
import { remindAttendees } from "#app/models/event/reminders.ts";
import { moveSeriesOn } from "#app/models/event/series.ts";
import { expireExports } from "#app/models/export.ts";
import { remindInvitees } from "#app/models/invitation.ts";
import { mendHours } from "#app/models/membership/hours.ts";
import { forgetInquiries } from "#app/models/inquiry.ts";
import { forgetFollowRequests } from "#app/models/membership/following.ts";
import { forgetJoinRequests } from "#app/models/membership/joining.ts";
import { forgetRawMail } from "#app/models/inbound-message/retention.ts";
import { resumeDueMembers } from "#app/models/membership/pausing.ts";
import { offerFreeSeats } from "#app/models/membership/seats.ts";
import { forgetImports } from "#app/models/people-import.ts";
import { forgetSessions, forgetSignIns } from "#app/models/session.ts";
import { forgetTallies } from "#app/models/tally.ts";

/**
 * What the hour brings: reminders, seats let go and offered on, pauses that end, addresses that live after all, letters
 * that are sent once more, and what is to be forgotten.
 */
export async function remindAndExpire(): Promise<void> {
  await remindInvitees();
  await moveSeriesOn();
  await keepInvitationsCurrent();
  await remindAttendees();
  await offerFreeSeats();
  await resumeDueMembers();
  await mendHours();
  await clearProvenAddresses();
  await sendUncertainAgain();
  await forgetJoinRequests();
  await forgetFollowRequests();
  await forgetInquiries();
  await forgetSignIns();
  await forgetSessions();
  await forgetTallies();
  await expireExports();
  await deleteClosedCommunities();
  await forgetImports();
  await forgetRawMail();
}
