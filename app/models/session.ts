/** Signing in and staying signed in. */
export {
  askSignIn,
  findSignIn,
  forgetSignIns,
  mintOneClickSignIn,
  signInByCode,
  signInByToken,
} from "#app/models/session/sign-in.ts";
export {
  endSession,
  findSession,
  forgetSessions,
  startSession,
  type StartedSession,
} from "#app/models/session/sessions.ts";
