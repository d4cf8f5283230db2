package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException.Reason;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token (PAT) of Azure DevOps.
 *
 * <p>Treat a token like a password. A token never appears in a message, a log or {@link #toString()}, and serializers
 * do not write it unless they are told to. Only {@link #authorizationHeader()} and {@link #reveal()} return it.
 *
 * <p>Input is rejected only if it cannot be a personal access token. Until July 2024, tokens had 52 characters. Newer
 * tokens have 84 (Microsoft, <a
 * href="https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate">Use
 * personal access tokens</a>). Because that may change again, no particular length or pattern is required.
 *
 * <p>Immutable and thread-safe.
 */
public final class PersonalAccessToken {

    private static final int MAX_LENGTH = 4_096;
    private static final AsciiSet TOKEN_CHARACTER = AsciiSet.range('!', '~');
    /** The beginning of an {@code Authorization} header, with or without its name. Ignores the case of ASCII only. */
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(authorization:[ \\t]*)?(basic|bearer)[ \\t]", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    /** Transient, because serializers that read or set fields by reflection skip transient fields. */
    private final transient String token;

    /** Has a second parameter, because Jackson calls even a private constructor that takes just one String. */
    private PersonalAccessToken(String token, @Nullable Void unused) {
        this.token = token;
    }

    /**
     * {@return the token that was pasted}
     *
     * <p>Removes white space and invisible characters at both ends, and one pair of quotation marks, angle brackets or
     * parentheses around the whole input.
     *
     * <p>Bind the form field as a string and call this method yourself, because web frameworks quote rejected values in
     * their errors. See <a
     * href="https://azuredevopsconnector.github.io/azure-devops-connector/security.html">Security</a> in the guide.
     *
     * @param input what a user typed or pasted. Pass an empty string for a missing field; {@code null} throws {@link
     *     NullPointerException}
     * @throws InvalidPersonalAccessTokenException if the input begins with {@code Basic} or {@code Bearer}, with or
     *     without {@code Authorization:} before it; if it is an organization URL, or begins with {@code https://} or
     *     {@code http://}; if it is a JSON Web Token, like those that Microsoft Entra issues; or if it does not have 1
     *     to 4,096 characters from U+0021 to U+007E
     */
    public static PersonalAccessToken of(String input) {
        String token = PastedText.trim(input);
        refuseIf(token.isEmpty(), Reason.EMPTY);
        refuseIf(AUTHORIZATION.matcher(token).lookingAt(), Reason.AUTHORIZATION_SCHEME_INCLUDED);
        refuseIf(isUrlWithSecret(token), Reason.URL_CONTAINS_TOKEN);
        refuseIf(isUrl(token), Reason.LOOKS_LIKE_URL);
        refuseIf(TokenShape.isJsonWebToken(token), Reason.LOOKS_LIKE_ENTRA_TOKEN);
        refuseIf(token.length() > MAX_LENGTH, Reason.TOO_LONG);
        refuseIf(!TOKEN_CHARACTER.containsAll(token), Reason.ILLEGAL_CHARACTER);
        return new PersonalAccessToken(token, null);
    }

    private static void refuseIf(boolean wrong, Reason reason) {
        if (wrong) {
            throw new InvalidPersonalAccessTokenException(reason);
        }
    }

    private static boolean isUrl(String input) {
        return SCHEME.matcher(input).lookingAt()
                || OrganizationUrl.tryParse(input).isPresent();
    }

    /** Returns whether the input is a URL that contains a token, or a password in front of its host. */
    private static boolean isUrlWithSecret(String input) {
        String user = OrganizationUrl.userInformationOf(input);
        boolean password = user.indexOf(':') >= 0;
        // Longer input is refused anyway, so there is no need to search it.
        boolean secret = password || (input.length() <= MAX_LENGTH && TokenShape.isIn(input));
        return secret && (isUrl(input) || isUrl(input.substring(user.length())));
    }

    /**
     * {@return the value of the {@code Authorization} header, for use with any HTTP client} The value is {@code Basic}
     * credentials with an empty user name (RFC 7617), as {@code curl -u :TOKEN} sends them. The value contains the
     * token. Send it only to hosts of Azure DevOps, such as {@code https://dev.azure.com}, and never with a client that
     * follows redirects.
     */
    public String authorizationHeader() {
        return "Basic " + Base64.getEncoder().encodeToString((":" + reveal()).getBytes(US_ASCII));
    }

    /**
     * {@return the token itself, to store in a vault or to pass to a Git client} <strong>The result is a
     * password.</strong> Keep it out of logs, messages, URLs and command lines.
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
}
