package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** What holds of the parsers for any text whatever: a valid value or the documented exception, and nothing else. */
final class ParserRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,1024}");
    private static final Pattern HEADER = Pattern.compile("Basic [A-Za-z0-9+/]+={0,2}");
    private static final String INVISIBLE = "[ \\t\\r\\n\\x{200B}\\x{2060}\\x{FEFF}\\p{Zs}\\p{Zl}\\p{Zp}]";
    private static final Pattern ENDS =
            Pattern.compile("\\A" + INVISIBLE + "++|(?<!" + INVISIBLE + ")" + INVISIBLE + "++\\z");
    private static final Pattern SCHEME = Pattern.compile("(?is)https?://.*");
    private static final String LEGACY_SUFFIX = ".visualstudio.com";

    private ParserRules() {}

    static void holdForUrl(String text) {
        OrganizationUrl url;
        try {
            url = OrganizationUrl.parse(text);
        } catch (InvalidOrganizationUrlException e) {
            check(OrganizationUrl.tryParse(text).isEmpty(), "tryParse refuses, too");
            checkIsConstant(e, new InvalidOrganizationUrlException(e.reason()));
            return;
        }
        String name = url.organization();
        check(NAME.matcher(name).matches(), "the organization has a name that organizations can have");
        check(url.toString().equals("https://dev.azure.com/" + name), "the host is always the same");
        check(url.toUri().toString().equals(url.toString()), "toUri says what toString says");
        check(OrganizationUrl.parse(url.toString()).equals(url), "parse reverses toString");
        check(OrganizationUrl.tryParse(text).equals(Optional.of(url)), "tryParse accepts, too");
        check(organizationInBrowser(text).equals(name), "a browser would go to the same organization");
    }

    static void holdForToken(String text) {
        PersonalAccessToken token;
        try {
            token = PersonalAccessToken.of(text);
        } catch (InvalidPersonalAccessTokenException e) {
            checkIsConstant(e, new InvalidPersonalAccessTokenException(e.reason()));
            return;
        }
        String revealed = token.reveal();
        check(revealed.equals(trimmed(text)), "the ends alone are trimmed");
        check(TOKEN.matcher(revealed).matches(), "the token is fit for a header");
        check(PersonalAccessToken.of(revealed).equals(token), "of reverses reveal");
        check(token.toString().equals("PersonalAccessToken[redacted]"), "toString is a constant");
        String header = token.authorizationHeader();
        check(HEADER.matcher(header).matches(), "the header is fit to be sent");
        check(
                new String(Base64.getDecoder().decode(header.substring(6)), US_ASCII).equals(":" + revealed),
                "the header holds the token");
    }

    /** The organization whom an accepted text leads to in the eyes of an independent, browser-like parser. */
    private static String organizationInBrowser(String text) {
        String trimmed = trimmed(text);
        HttpUrl url = HttpUrl.get(SCHEME.matcher(trimmed).matches() ? trimmed : "https://" + trimmed);
        return organizationAt(url.host(), url.pathSegments().get(0));
    }

    /** The organization of an address, going by its host and the first segment of its path. */
    static String organizationAt(String host, String firstSegment) {
        if (host.equals("dev.azure.com")) {
            return firstSegment.toLowerCase(Locale.ROOT);
        }
        check(host.endsWith(LEGACY_SUFFIX), "the host is one of Azure DevOps");
        return host.substring(0, host.length() - LEGACY_SUFFIX.length());
    }

    /** Trims by other means than the parsers do. */
    private static String trimmed(String text) {
        return ENDS.matcher(text).replaceAll("");
    }

    /** A constant for each reason: so nothing of the text is in it. */
    private static void checkIsConstant(IllegalArgumentException refusal, IllegalArgumentException constant) {
        check(refusal.toString().equals(constant.toString()), "the message is a constant");
        check(refusal.getCause() == null && refusal.getSuppressed().length == 0, "the exception says no more");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("does not hold: " + rule);
        }
    }
}
