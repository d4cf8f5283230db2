package io.github.azuredevopsconnector;

/**
 * Thrown when input is neither the URL of an Azure DevOps organization nor, where a name is expected, the name of one.
 *
 * <p>The message is constant for each {@link Reason}. It tells the user what is wrong and what to enter. It never
 * contains the input, because users paste credentials into URLs.
 */
public final class InvalidOrganizationUrlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** A constant, so that nothing of the input is serialized. */
    private final Reason reason;

    InvalidOrganizationUrlException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** {@return why the input was refused} If the input breaks several rules, this is one of them. */
    public Reason reason() {
        return reason;
    }

    /** Why input was refused. Constants may be added in minor releases. */
    public enum Reason {
        /** Nothing is left after trimming. */
        EMPTY("The organization URL is empty. Enter a URL like https://dev.azure.com/contoso."),

        /** More than 2,048 characters are left after trimming. */
        TOO_LONG("The organization URL is too long. Enter only its beginning, as in https://dev.azure.com/contoso."),

        /** A space, a control character, another character that is not valid in URLs, or a malformed percent-encoding. */
        ILLEGAL_CHARACTER("The organization URL contains a space, an invisible character, or another character that is "
                + "not valid in URLs. Type only its beginning, as in https://dev.azure.com/contoso."),

        /** A scheme other than https and http, or none in front of a colon. SSH clone URLs have this reason. */
        UNSUPPORTED_SCHEME("The organization URL does not begin with https://. "
                + "Enter a URL like https://dev.azure.com/contoso."),

        /** User information other than the organization's own name in front of the host. */
        CONTAINS_CREDENTIALS("The organization URL must not contain a user name, password or token. "
                + "Remove the @ sign and everything before it, except https://."),

        /** A port other than 443, or any port after {@code http://}. */
        UNSUPPORTED_PORT(
                "The organization URL must not contain a port. " + "Enter a URL like https://dev.azure.com/contoso."),

        /** A host that is neither {@code dev.azure.com} nor an organization's own below {@code visualstudio.com}. */
        UNSUPPORTED_HOST("This is not the URL of an organization in Azure DevOps Services. "
                + "Enter a URL like https://dev.azure.com/contoso or https://contoso.visualstudio.com."),

        /** No host, or a name in the place of the host. */
        MISSING_HOST("This is not a complete URL. Enter the whole URL, as in https://dev.azure.com/contoso."),

        /** The host is right, but the name of the organization is not in its place. */
        MISSING_ORGANIZATION("The organization name is missing or in the wrong place. Enter it directly after "
                + "dev.azure.com/, as in https://dev.azure.com/contoso, or directly before .visualstudio.com, as in "
                + "https://contoso.visualstudio.com."),

        /** What is in the place of the organization cannot be the name of one. */
        INVALID_ORGANIZATION_NAME("The organization name must have 1 to 50 letters (A to Z), digits or hyphens, begin "
                + "and end with a letter or digit, and not be a reserved name such as DefaultCollection. "
                + "Enter it as in https://dev.azure.com/contoso."),

        /** A path with {@code .} or {@code ..} segments, plain or encoded, which programs read in different ways. */
        AMBIGUOUS_PATH("The path of the organization URL must not contain \u201C.\u201D or \u201C..\u201D segments. "
                + "Enter only the beginning of the URL, as in https://dev.azure.com/contoso."),

        /** A personal access token. Do not show the input again, because it is a password. */
        LOOKS_LIKE_TOKEN("This contains what looks like a personal access token. Enter the token in the other field, "
                + "and only the organization URL here, as in https://dev.azure.com/contoso.");

        final String message;

        Reason(String message) {
            this.message = message;
        }
    }
}
