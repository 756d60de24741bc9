const ATTEMPTS = 5;

/**
 * `fetch` that comes again when the answer says when (`Retry-After`), as that of an overloaded gateway
 * does, and gives the last answer when it was sent away too often.
 */
export const patientFetch: typeof fetch = async (input, init) => {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(input, init);
    const seconds = Number(response.headers.get('retry-after'));
    if (!(seconds > 0) || attempt === ATTEMPTS) return response;
    // Not all at once: others were sent away for the same time.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000 * (1 + Math.random() / 2)));
    // The component that asked may be gone.
    init?.signal?.throwIfAborted();
  }
};
