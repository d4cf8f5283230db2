package io.github.azuredevopsconnector;

/**
 * Thrown when input cannot be a personal access token.
 *
 * <p>The message is constant for each {@link Reason}. It tells the user what is wrong and what to enter. It never
 * contains the input.
 */
public final class InvalidPersonalAccessTokenException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** An enum constant, so serialization writes no part of the input. */
    private final Reason reason;

    InvalidPersonalAccessTokenException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** {@return why the input was rejected} If the input has several problems, this is one of them. */
    public Reason reason() {
        return reason;
    }

    /** Why the input was rejected. Constants may be added in minor releases. */
    public enum Reason {
        /** The input is empty after trimming. */
        EMPTY("The personal access token is empty. Paste the token that Azure DevOps showed when you created it."),

        /** The input has more than 4,096 characters after trimming. */
        TOO_LONG("The personal access token is too long. Paste only the token that Azure DevOps showed when you "
                + "created it."),

        /** The input contains white space, a control character, or a character that is not ASCII. */
        ILLEGAL_CHARACTER("The personal access token contains a space, an invisible character, or another character "
                + "that is not valid in tokens. Copy only the token, and paste it again."),

        /** The input begins with {@code Basic} or {@code Bearer}, with or without {@code Authorization:} before it. */
        AUTHORIZATION_SCHEME_INCLUDED("There is \u201CAuthorization\u201D, \u201CBasic\u201D or \u201CBearer\u201D in "
                + "front of the token. Paste only the token that Azure DevOps showed when you created it."),

        /** The input is an organization URL, or begins with {@code https://} or {@code http://}. */
        LOOKS_LIKE_URL("This looks like a URL. Paste the personal access token here, and enter the organization URL in "
                + "its own field."),

        /**
         * The input is a URL that contains a token or a password. A form must not move such a URL to a field that shows
         * its text.
         */
        URL_CONTAINS_TOKEN(
                "This URL contains a token or a password. Copy only the token from the URL, and paste it here."),

        /**
         * The input is a JSON Web Token, like those that Microsoft Entra issues. Azure DevOps accepts such a token, but
         * only for about an hour.
         */
        LOOKS_LIKE_ENTRA_TOKEN("This looks like a Microsoft Entra token, which expires soon. "
                + "Create a personal access token in Azure DevOps, and paste it here.");

        final String message;

        Reason(String message) {
            this.message = message;
        }
    }
}
