package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException.Reason;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token (PAT) of Azure DevOps.
 *
 * <p>The token is a password. It never appears in a message, a log or {@link #toString()}, and serializers do not write
 * it unless they are told to. Only {@link #authorizationHeader()} and {@link #reveal()} return it.
 *
 * <p>A text is refused only if it cannot be a token at all. Tokens had 52 characters, and since July 2024 they have 84
 * (Microsoft, <a
 * href="https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate">Use
 * personal access tokens</a>). Because that may change again, no particular length or pattern is required.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class PersonalAccessToken {

    private static final int MAX_LENGTH = 4_096;
    private static final AsciiSet TOKEN_CHARACTER = AsciiSet.range('!', '~');

    /** Transient, because serializers that read or set fields by reflection skip transient ones. */
    private final transient String token;

    /** Has a second parameter, because Jackson calls even a private constructor that takes just one String. */
    private PersonalAccessToken(String token, @Nullable Void unused) {
        this.token = token;
    }

    /**
     * {@return the token that was pasted}
     *
     * <p>Trims what people paste: white space and zero-width characters at both ends, and one pair of quotation marks
     * or angle brackets around the whole.
     *
     * <p>Bind the form field as a string and call this method yourself: web frameworks quote rejected values in their
     * errors.
     *
     * @param text as a person typed or pasted it
     * @throws InvalidPersonalAccessTokenException if nothing is left; if {@code Basic} or {@code Bearer} stands in
     *     front of the token; if the text is an organization URL, or begins with {@code https://} or {@code http://};
     *     or if it is not 1 to 4,096 characters from U+0021 to U+007E
     */
    public static PersonalAccessToken of(String text) {
        String trimmed = PastedText.trim(text);
        if (trimmed.isEmpty()) {
            throw new InvalidPersonalAccessTokenException(Reason.EMPTY);
        }
        if (beginsWithScheme(trimmed, "Basic") || beginsWithScheme(trimmed, "Bearer")) {
            throw new InvalidPersonalAccessTokenException(Reason.AUTHORIZATION_SCHEME_INCLUDED);
        }
        if (isUrl(trimmed)) {
            throw new InvalidPersonalAccessTokenException(Reason.LOOKS_LIKE_URL);
        }
        if (trimmed.length() > MAX_LENGTH) {
            throw new InvalidPersonalAccessTokenException(Reason.TOO_LONG);
        }
        if (!TOKEN_CHARACTER.containsAll(trimmed)) {
            throw new InvalidPersonalAccessTokenException(Reason.ILLEGAL_CHARACTER);
        }
        return new PersonalAccessToken(trimmed, null);
    }

    /**
     * {@return the value of the {@code Authorization} header, for use with any HTTP client: {@code Basic} credentials
     * with an empty user name (RFC 7617), the same that {@code curl -u :TOKEN} sends} It contains the token: send it to
     * {@code https://dev.azure.com} only, and never with a client that follows redirects.
     */
    public String authorizationHeader() {
        return "Basic " + Base64.getEncoder().encodeToString((":" + reveal()).getBytes(US_ASCII));
    }

    /**
     * {@return the token itself, to be stored in a vault or handed to a git client} <strong>The result is a
     * password:</strong> keep it out of logs, messages, URLs and command lines.
     */
    public String reveal() {
        return Constructed.require(token);
    }

    TokenShape shape() {
        return TokenShape.of(reveal());
    }

    /** Returns whether two tokens are the same, in time that does not depend on where they differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PersonalAccessToken
                && MessageDigest.isEqual(
                        reveal().getBytes(US_ASCII),
                        ((PersonalAccessToken) other).reveal().getBytes(US_ASCII));
    }

    @Override
    public int hashCode() {
        return reveal().hashCode();
    }

    /** Returns {@code PersonalAccessToken[redacted]}. */
    @Override
    public String toString() {
        return "PersonalAccessToken[redacted]";
    }

    // When String ignores case, a long s (U+017F) equals an s. A text with a long s is refused in any case.

    private static boolean beginsWithScheme(String text, String scheme) {
        int end = scheme.length();
        return startsWith(text, scheme) && end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t');
    }

    private static boolean isUrl(String text) {
        return startsWith(text, "https://")
                || startsWith(text, "http://")
                || OrganizationUrl.tryParse(text).isPresent();
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
