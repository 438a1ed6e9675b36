/** Signing in and staying signed in. */
export {
  askSignIn,
  findSignIn,
  forgetSignIns,
  mintOneClickSignIn,
  signInByCode,
  signInByToken,
  signInsById,
  type AskedSignIn,
} from "#app/models/session/sign-in.ts";
export {
  endSession,
  endSessions,
  findSession,
  forgetSessions,
  sessionsOf,
  startSession,
  type StartedSession,
} from "#app/models/session/sessions.ts";
export { secretsOf, signInSecrets } from "#app/models/session/secrets.ts";
