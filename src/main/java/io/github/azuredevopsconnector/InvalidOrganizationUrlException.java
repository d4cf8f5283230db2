package io.github.azuredevopsconnector;

/**
 * Thrown when text is not the URL of an Azure DevOps organization, or not the name where a name is expected.
 *
 * <p>The message is constant for each {@link Reason}: it tells the person at the form what was expected. It never
 * contains the text, because people paste credentials into URLs.
 */
public final class InvalidOrganizationUrlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Why the text was refused: a constant, so that nothing of the text is serialized. */
    private final Reason reason;

    InvalidOrganizationUrlException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** {@return why the text was refused} If the text breaks several rules, this is one of them. */
    public Reason reason() {
        return Constructed.require(reason);
    }

    /** Why a text was refused. Constants may be added in minor releases. */
    public enum Reason {
        /** Nothing is left after trimming. */
        EMPTY("The organization URL is empty: enter one like https://dev.azure.com/contoso."),

        /** More than 2,048 characters are left after trimming. */
        TOO_LONG("The organization URL is too long: enter only its beginning, as in https://dev.azure.com/contoso."),

        /** A blank, a control, a character that URLs do not have, or a malformed percent-encoding. */
        ILLEGAL_CHARACTER("The organization URL contains a blank or a character that does not belong there: "
                + "enter it as in https://dev.azure.com/contoso."),

        /** A scheme other than https and http, as in an SSH clone URL. */
        UNSUPPORTED_SCHEME("The organization URL must begin with https://, as in https://dev.azure.com/contoso: "
                + "an SSH clone URL will not do."),

        /** User information other than the organization's own name in front of the host. */
        CONTAINS_CREDENTIALS("The organization URL must not contain a user name, password or token: "
                + "remove everything between https:// and the @ sign, and the @ sign as well."),

        /** A port other than 443, or any port after {@code http://}. */
        UNSUPPORTED_PORT("The organization URL must not contain a port: enter it as in https://dev.azure.com/contoso."),

        /** A host that is neither {@code dev.azure.com} nor an organization's own below {@code visualstudio.com}. */
        UNSUPPORTED_HOST("The organization URL must be like https://dev.azure.com/contoso or "
                + "https://contoso.visualstudio.com; Azure DevOps Server and other addresses are not supported."),

        /** No host, or a name where the host should be. */
        MISSING_HOST("Enter the whole organization URL, not the name alone, as in https://dev.azure.com/contoso."),

        /** The host is right, but the URL names no organization. */
        MISSING_ORGANIZATION("The organization URL must name an organization, as in https://dev.azure.com/contoso."),

        /** The text in the place of the organization cannot be the name of one. */
        INVALID_ORGANIZATION_NAME("The organization name must have 1 to 50 letters, digits or hyphens, begin and end "
                + "with a letter or digit, and not be a reserved name such as DefaultCollection: "
                + "enter it as in https://dev.azure.com/contoso."),

        /** A path with {@code .} or {@code ..} segments, plain or encoded, which programs read in different ways. */
        AMBIGUOUS_PATH("The organization URL must not contain . or .. path segments: "
                + "enter only its beginning, as in https://dev.azure.com/contoso."),

        /** A personal access token. Do not show the text again: it is a password. */
        LOOKS_LIKE_TOKEN("This looks like a personal access token: it belongs in the other field. "
                + "Enter the organization URL here, as in https://dev.azure.com/contoso.");

        final String message;

        Reason(String message) {
            this.message = message;
        }

        /** Returns the page that lists a person's organizations, unless no URL was typed. */
        HelpPage helpPage() {
            return this == EMPTY || this == LOOKS_LIKE_TOKEN ? HelpPage.NONE : HelpPage.OWN_ORGANIZATIONS;
        }
    }
}
