package io.github.azuredevopsconnector;

/**
 * The {@code User-Agent} header, RFC 9110 section 10.1.5: the application's product, if it said one, then the
 * library's.
 */
final class UserAgent {

    /** The project's version, as a test makes sure. */
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private static final String LIBRARY = "azure-devops-connector/" + VERSION;

    private static final AsciiSet PRODUCT_CHARACTER = AsciiSet.range(' ', '~');

    private UserAgent() {}

    static String ofLibrary() {
        return LIBRARY;
    }

    static String ofApplication(String product) {
        if (product.isBlank() || !PRODUCT_CHARACTER.containsAll(product)) {
            throw new IllegalArgumentException(
                    "the user agent must be product text as in RFC 9110, such as Fabrikam/1.2 (on-premises)");
        }
        return product.strip() + ' ' + LIBRARY;
    }
}
