package io.github.azuredevopsconnector;

/**
 * The refusal of a text that is not the URL, or not the name, of an Azure DevOps organization.
 *
 * <p>The message is one constant sentence for each {@link Reason}: what was expected, in words fit for the person at
 * the form. It never contains the text, since people paste credentials into URLs.
 */
public final class InvalidOrganizationUrlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Why the text was refused: a constant, so that nothing of the text is serialized. */
    private final Reason reason;

    InvalidOrganizationUrlException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** {@return why the text was refused} Where it breaks several rules, this is one of them. */
    public Reason reason() {
        return reason;
    }

    /** Why a text was refused. Constants may be added in minor releases. */
    public enum Reason {
        /** Nothing is left after trimming. */
        EMPTY("The organization URL is empty: enter one like https://dev.azure.com/contoso."),

        /** More than 2,048 characters are left after trimming. */
        TOO_LONG("The organization URL is too long: enter only its beginning, as in https://dev.azure.com/contoso."),

        /** A blank, a control, a character beyond ASCII or one that no URL has, or a malformed percent-encoding. */
        ILLEGAL_CHARACTER("The organization URL contains a blank or a character that does not belong there: "
                + "enter it as in https://dev.azure.com/contoso."),

        /** A scheme other than https and http; ssh addresses are among them. */
        UNSUPPORTED_SCHEME("The organization URL must begin with https://, as in https://dev.azure.com/contoso."),

        /** User information other than the organization's own name in front of the host. */
        CONTAINS_CREDENTIALS("The organization URL must not contain a user name, password or token: "
                + "remove everything between https:// and the @ sign, and the @ sign as well."),

        /** A port other than 443, or one beside {@code http}. */
        UNSUPPORTED_PORT("The organization URL must not contain a port: enter it as in https://dev.azure.com/contoso."),

        /** A host that is neither {@code dev.azure.com} nor an organization's own below {@code visualstudio.com}. */
        UNSUPPORTED_HOST("The organization URL must be like https://dev.azure.com/contoso or "
                + "https://contoso.visualstudio.com; Azure DevOps Server and other addresses are not supported."),

        /** The host is right, but no organization is named. */
        MISSING_ORGANIZATION("The organization URL must name an organization, as in https://dev.azure.com/contoso."),

        /** What stands in the place of the organization cannot be the name of one. */
        INVALID_ORGANIZATION_NAME("The organization name must have 1 to 50 letters, digits or hyphens, begin and end "
                + "with a letter or digit, and not be a reserved name such as DefaultCollection: "
                + "enter it as in https://dev.azure.com/contoso."),

        /** A path with {@code .} or {@code ..} segments or encoded slashes, which programs read in different ways. */
        AMBIGUOUS_PATH("The organization URL must not contain . or .. path segments or encoded slashes: "
                + "enter only its beginning, as in https://dev.azure.com/contoso.");

        final String message;

        Reason(String message) {
            this.message = message;
        }

        /** Returns the page that lists a person's organizations, where there is a text to set right. */
        HelpPage helpPage() {
            return this == EMPTY ? HelpPage.NONE : HelpPage.OWN_ORGANIZATIONS;
        }
    }
}
