package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException.Reason;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * A personal access token (PAT) of Azure DevOps.
 *
 * <p>The token is a password. It appears in no message, no log, not in {@link #toString()}, and in no kind of
 * serialization; it leaves this object through {@link #authorizationHeader()} and {@link #reveal()} alone.
 *
 * <p>A text is refused only if it cannot be a token at all. Tokens have had 52 and, since July 2024, 84 characters
 * (Microsoft, <a
 * href="https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate">Use
 * personal access tokens</a>), and may have others one day: neither length nor pattern is a reason to refuse one.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class PersonalAccessToken {

    private static final int MAX_LENGTH = 1_024;
    private static final AsciiSet TOKEN_CHARACTER = AsciiSet.range('!', '~');
    private static final AsciiSet BASE_32 = AsciiSet.range('a', 'z').or(AsciiSet.range('2', '7'));

    /** Transient, for libraries that serialize fields by reflection skip those. */
    private final transient String token;

    private PersonalAccessToken(String token) {
        this.token = token;
    }

    /**
     * {@return the token that was pasted, trimmed at both ends of white space and zero-width characters}
     *
     * <p>Call it yourself: bind the field of a form as a string, for the conversion errors of web frameworks quote the
     * value.
     *
     * @param text as a person typed or pasted it
     * @throws InvalidPersonalAccessTokenException if nothing is left, if {@code Basic} or {@code Bearer} stands in
     *     front of the token, or if it is not 1 to 1,024 characters from U+0021 to U+007E
     */
    public static PersonalAccessToken of(String text) {
        int start = PastedText.start(text);
        int end = PastedText.end(text, start);
        if (start == end) {
            throw new InvalidPersonalAccessTokenException(Reason.EMPTY);
        }
        if (beginsWithScheme(text, start, end, "basic") || beginsWithScheme(text, start, end, "bearer")) {
            throw new InvalidPersonalAccessTokenException(Reason.AUTHORIZATION_SCHEME_INCLUDED);
        }
        if (end - start > MAX_LENGTH) {
            throw new InvalidPersonalAccessTokenException(Reason.TOO_LONG);
        }
        if (!TOKEN_CHARACTER.containsAll(text, start, end)) {
            throw new InvalidPersonalAccessTokenException(Reason.ILLEGAL_CHARACTER);
        }
        return new PersonalAccessToken(text.substring(start, end));
    }

    /**
     * {@return the value of the {@code Authorization} header, for use with any HTTP client: {@code Basic} credentials
     * with an empty user name (RFC 7617), the same that {@code curl -u :TOKEN} sends} It contains the token: send it to
     * nothing but {@code https://dev.azure.com}, never through a client that follows redirects.
     */
    public String authorizationHeader() {
        return "Basic " + Base64.getEncoder().encodeToString((":" + token).getBytes(US_ASCII));
    }

    /**
     * {@return the token itself, to be stored in a vault or handed to a git client} <strong>The result is a
     * password:</strong> keep it out of logs, messages, URLs and command lines.
     */
    public String reveal() {
        return token;
    }

    TokenShape shape() {
        return hasKnownShape() ? TokenShape.KNOWN : TokenShape.INCOMPLETE;
    }

    /** Tells whether the token looks whole: the two shapes that were ever issued. A hint, never a reason to refuse. */
    boolean hasKnownShape() {
        return isOldShape() || isNewShape();
    }

    /** Before July 2024: 52 characters of the base-32 alphabet. */
    private boolean isOldShape() {
        return token.length() == 52 && BASE_32.containsAll(token);
    }

    /** Since July 2024: 84 letters and digits, with a signature at the index 76. */
    private boolean isNewShape() {
        return token.length() == 84 && token.startsWith("AZDO", 76) && AsciiSet.ALPHANUMERICS.containsAll(token);
    }

    /** Tells whether two tokens are the same, in time that does not depend on where they differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PersonalAccessToken
                && MessageDigest.isEqual(
                        token.getBytes(US_ASCII), ((PersonalAccessToken) other).token.getBytes(US_ASCII));
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }

    /** Returns {@code PersonalAccessToken[redacted]}. */
    @Override
    public String toString() {
        return "PersonalAccessToken[redacted]";
    }

    private static boolean beginsWithScheme(String text, int start, int end, String scheme) {
        int blank = start + scheme.length();
        return PastedText.isAt(text, start, end, scheme)
                && blank < end
                && (text.charAt(blank) == ' ' || text.charAt(blank) == '\t');
    }
}
