package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Checks that a parser returns a valid value or throws the documented exception, whatever the input is. */
final class ParserRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");
    private static final Pattern HEADER = Pattern.compile("Basic [A-Za-z0-9+/]+={0,2}");
    private static final String INVISIBLE =
            "[ \\t\\r\\n\\p{Zs}\\p{Zl}\\p{Zp}\\x{AD}\\x{61C}\\x{180E}\\x{200B}-\\x{200F}"
                    + "\\x{202A}-\\x{202E}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{FE00}-\\x{FE0F}\\x{FEFF}]";
    private static final Pattern ENDS =
            Pattern.compile("\\A" + INVISIBLE + "++|(?<!" + INVISIBLE + ")" + INVISIBLE + "++\\z");
    private static final Pattern MARKED =
            Pattern.compile("(?s)\".*\"|'.*'|`.*`|<.*>|\\(.*\\)|\u201C.*\u201D|\u2018.*\u2019|"
                    + "\u201E.*[\u201C\u201D]|\u201D.*\u201D|\u00AB.*\u00BB|\u00BB.*\u00AB");
    private static final Pattern SCHEME = Pattern.compile("(?is)https?://.*");
    private static final Pattern FIRST_OF_TWO_SCHEMES = Pattern.compile("(?i)^https?://(?=https?://)");
    private static final Pattern TOKEN_SHAPE =
            Pattern.compile("[a-z2-7]{52}|[A-Za-z0-9]{76}" + "AZ" + "DO[A-Za-z0-9]{4}");
    private static final Pattern JSON_WEB_TOKEN = Pattern.compile("eyJhbGciOiJSUzI1NiJ9\\.[\\w-]*\\.[\\w-]*");
    private static final String OLDER_SUFFIX = ".visualstudio.com";

    private ParserRules() {}

    static void holdForUrl(String text) {
        OrganizationUrl url;
        try {
            url = OrganizationUrl.parse(text);
        } catch (InvalidOrganizationUrlException e) {
            check(OrganizationUrl.tryParse(text).isEmpty(), "tryParse refuses, too");
            checkIsConstant(e, new InvalidOrganizationUrlException(e.reason()));
            check(
                    e.reason() == Reason.LOOKS_LIKE_TOKEN
                            || !TOKEN_SHAPE.matcher(trimmed(text)).matches(),
                    "a token is recognized as a token");
            return;
        }
        String name = url.organization();
        check(NAME.matcher(name).matches(), "the organization has a name that organizations can have");
        check(url.toString().equals("https://dev.azure.com/" + name), "the host is always the same");
        check(url.toUri().toString().equals(url.toString()), "toUri equals toString");
        check(OrganizationUrl.parse(url.toString()).equals(url), "parse reverses toString");
        check(OrganizationUrl.tryParse(text).equals(Optional.of(url)), "tryParse accepts, too");
        check(organizationInBrowser(text).equals(name), "a browser would go to the same organization");
        check(isRefusedAsUrl(text), "a URL is not a token");
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
        check(revealed.equals(trimmed(text)), "only the ends are trimmed");
        check(TOKEN.matcher(revealed).matches(), "the token fits into a header");
        check(!SCHEME.matcher(revealed).matches(), "a URL is not a token");
        check(OrganizationUrl.tryParse(revealed).isEmpty(), "an organization URL is not a token");
        check(
                MARKED.matcher(revealed).matches()
                        || PersonalAccessToken.of(revealed).equals(token),
                "PersonalAccessToken.of(token.reveal()) equals the token");
        check(
                TOKEN_SHAPE.matcher(revealed).matches() == (token.shape() == TokenShape.KNOWN),
                "a known shape is recognized");
        check(!JSON_WEB_TOKEN.matcher(revealed).matches(), "a Microsoft Entra token is refused");
        check(token.toString().equals("PersonalAccessToken[redacted]"), "toString is a constant");
        String header = token.authorizationHeader();
        check(HEADER.matcher(header).matches(), "the header can be sent");
        check(
                new String(Base64.getDecoder().decode(header.substring(6)), US_ASCII).equals(":" + revealed),
                "the header contains the token");
    }

    private static boolean isRefusedAsUrl(String text) {
        try {
            PersonalAccessToken.of(text);
            return false;
        } catch (InvalidPersonalAccessTokenException e) {
            return e.reason() == InvalidPersonalAccessTokenException.Reason.LOOKS_LIKE_URL;
        }
    }

    /** Returns the organization that an independent parser, which works like a browser, reads in an accepted input. */
    private static String organizationInBrowser(String text) {
        String trimmed = FIRST_OF_TWO_SCHEMES.matcher(trimmed(text)).replaceFirst("");
        HttpUrl url = HttpUrl.get(SCHEME.matcher(trimmed).matches() ? trimmed : "https://" + trimmed);
        return organizationAt(url.host(), url.pathSegments().get(0));
    }

    /** Returns the organization that the host of an address, or the first segment of its path, names. */
    static String organizationAt(String host, String firstSegment) {
        if (host.equals("dev.azure.com")) {
            return firstSegment.toLowerCase(Locale.ROOT);
        }
        check(host.endsWith(OLDER_SUFFIX), "the host is one of Azure DevOps");
        return host.substring(0, host.length() - OLDER_SUFFIX.length());
    }

    /** Trims with a regular expression, independently of the parsers. */
    private static String trimmed(String text) {
        String stripped = ENDS.matcher(text).replaceAll("");
        return MARKED.matcher(stripped).matches()
                ? ENDS.matcher(stripped.substring(1, stripped.length() - 1)).replaceAll("")
                : stripped;
    }

    /** The message of a reason is constant, so no part of the input is in it. */
    private static void checkIsConstant(IllegalArgumentException refusal, IllegalArgumentException constant) {
        check(refusal.toString().equals(constant.toString()), "the message is a constant");
        check(
                refusal.getCause() == null && refusal.getSuppressed().length == 0,
                "the exception has no cause and nothing suppressed");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("does not hold: " + rule);
        }
    }
}
