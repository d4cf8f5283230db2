package io.github.azuredevopsconnector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The {@code User-Agent} header, RFC 9110 section 10.1.5: the application's product, if it said one, then the library's. */
final class UserAgent {

    private static final String LIBRARY = "azure-devops-connector/" + version();

    private UserAgent() {}

    static String ofLibrary() {
        return LIBRARY;
    }

    static String ofApplication(String product) {
        if (product.isBlank() || !product.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "the user agent must be product text as in RFC 9110, such as Fabrikam/1.2 (on-premises)");
        }
        return product.strip() + ' ' + LIBRARY;
    }

    private static String version() {
        Properties product = new Properties();
        try (InputStream in = UserAgent.class.getResourceAsStream("product.properties")) {
            product.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return product.getProperty("version");
    }
}
