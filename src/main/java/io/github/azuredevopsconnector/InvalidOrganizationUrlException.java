package io.github.azuredevopsconnector;

/**
 * Thrown when the input is not the URL of an Azure DevOps organization, or, for {@link OrganizationUrl#ofOrganization},
 * cannot be the name of one.
 *
 * <p>The message is constant for each {@link Reason}. It tells the user what is wrong and what to enter. It never
 * contains the input, because users paste credentials into URLs.
 */
public final class InvalidOrganizationUrlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** An enum constant, so serialization writes no part of the input. */
    private final Reason reason;

    InvalidOrganizationUrlException(Reason reason) {
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
        EMPTY("The organization URL is empty. Enter a URL like https://dev.azure.com/contoso."),

        /** The input has more than 2,048 characters after trimming. */
        TOO_LONG("The organization URL is too long. Enter only the first part, such as https://dev.azure.com/contoso."),

        /**
         * The input contains a space, a control character, another character that is not valid in URLs, or a malformed
         * percent-encoding.
         */
        ILLEGAL_CHARACTER("The organization URL contains a space, an invisible character, or another character that is "
                + "not valid in URLs. Type only the first part, such as https://dev.azure.com/contoso."),

        /** The URL begins with a scheme other than https or http, or is an SSH clone URL. */
        UNSUPPORTED_SCHEME("The organization URL does not begin with https://. "
                + "Enter a URL like https://dev.azure.com/contoso."),

        /** The URL has user information in front of the host, other than the name of the organization. */
        CONTAINS_CREDENTIALS("The organization URL must not contain a user name, password or token. "
                + "Remove the @ sign and everything before it, except https://."),

        /** The URL has a port other than 443, or begins with {@code http://} and has a port. */
        UNSUPPORTED_PORT(
                "The organization URL must not contain a port. Enter a URL like https://dev.azure.com/contoso."),

        /** The host is neither {@code dev.azure.com} nor {@code {organization}.visualstudio.com}. */
        UNSUPPORTED_HOST("This is not the URL of an organization in Azure DevOps Services. "
                + "Enter a URL like https://dev.azure.com/contoso or https://contoso.visualstudio.com."),

        /** The URL has no host, or the input is only a name. */
        MISSING_HOST("This is not a complete URL. Enter the whole URL, as in https://dev.azure.com/contoso."),

        /** The host is correct, but the name of the organization is missing or in the wrong place. */
        MISSING_ORGANIZATION("The organization name is missing or in the wrong place. Enter it directly after "
                + "dev.azure.com/, as in https://dev.azure.com/contoso, or directly before .visualstudio.com, as in "
                + "https://contoso.visualstudio.com."),

        /** No organization can have the name in the URL. */
        INVALID_ORGANIZATION_NAME("The organization name is not valid. It must have 1 to 50 characters: letters "
                + "(A to Z), digits or hyphens. It must begin and end with a letter or digit. Reserved names, such as "
                + "DefaultCollection, are not allowed. Enter a URL like https://dev.azure.com/contoso."),

        /** The path has {@code .} or {@code ..} segments, plain or encoded, which programs read in different ways. */
        AMBIGUOUS_PATH("The organization URL must not contain \u201C.\u201D or \u201C..\u201D between slashes or after "
                + "the last slash. Enter only the first part, such as https://dev.azure.com/contoso."),

        /**
         * The input, or the host or name in it, looks like a personal access token. A form must not show the input
         * again.
         */
        LOOKS_LIKE_TOKEN("The organization URL contains what looks like a personal access token. Enter the token in "
                + "the token field, and only the URL here, such as https://dev.azure.com/contoso.");

        final String message;

        Reason(String message) {
            this.message = message;
        }
    }
}
