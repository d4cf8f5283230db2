package io.github.azuredevopsconnector;

/**
 * Thrown when text cannot be a personal access token at all.
 *
 * <p>The message is constant for each {@link Reason}: it tells the person at the form what was expected. It never
 * contains the text.
 */
public final class InvalidPersonalAccessTokenException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Why the text was refused: a constant, so that nothing of the text is serialized. */
    private final Reason reason;

    InvalidPersonalAccessTokenException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** {@return why the text was refused} */
    public Reason reason() {
        return Constructed.require(reason);
    }

    /** Why a text was refused. Constants may be added in minor releases. */
    public enum Reason {
        /** Nothing is left after trimming. */
        EMPTY("The personal access token is empty: paste the token that Azure DevOps showed when it was created."),

        /** More than 4,096 characters are left after trimming. */
        TOO_LONG("The personal access token is too long: paste only the token that Azure DevOps showed "
                + "when it was created."),

        /** White space inside, a control, or a character beyond ASCII. */
        ILLEGAL_CHARACTER("The personal access token contains a blank or a character that no token has: "
                + "copy it again, the token alone."),

        /** The text begins with {@code Basic} or {@code Bearer} and a blank. */
        AUTHORIZATION_SCHEME_INCLUDED("The personal access token must be entered without \"Basic\" or \"Bearer\" "
                + "in front of it: paste the token alone, as Azure DevOps showed it."),

        /** An organization URL, or a text that begins with {@code https://} or {@code http://}. */
        LOOKS_LIKE_URL("This looks like a URL: it belongs in the other field. "
                + "Paste the personal access token here, as Azure DevOps showed it when it was created.");

        final String message;

        Reason(String message) {
            this.message = message;
        }
    }
}
