// What the scripts find in a browser beside the standard's own: from the theme, from each other, from a proposal.

/** Material's stream of pages, when it loads them without loading scripts anew. */
interface Window {
  document$?: { subscribe(started: () => void): void };
}

/** Global Privacy Control, https://w3c.github.io/gpc/ */
interface Navigator {
  globalPrivacyControl?: boolean;
}

/** What policy-form.js remembers of a form. */
interface HTMLFormElement {
  policyForm: {
    prefix: string;
    reference: string;
    revision: string;
    isSending: boolean;
    native: boolean;
    forbidden: boolean;
    timer: number | undefined;
  };
}
