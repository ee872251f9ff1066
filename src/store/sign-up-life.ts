/** For so long a sign-up waits for its owner, from when it was first asked for; then a pending address vanishes. */
export const signUpLifeMs = 7 * 24 * 60 * 60 * 1000;
