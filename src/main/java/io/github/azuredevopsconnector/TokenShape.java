package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a token looks like. If Azure DevOps rejects the token, the hint of its shape tells the user what may be wrong.
 * The library sends tokens of every shape, because Microsoft has changed the shape before. The first constant that fits
 * is the shape of the token.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum TokenShape {
    /** One of the two shapes that Azure DevOps issues or has issued. */
    KNOWN("", TokenShape::isKnown),

    /** The same token twice in a row. */
    TWICE("You pasted the token twice. Paste it only once.", TokenShape::isTwice),

    /** A token of a known shape with something around it: {@code :TOKEN}, {@code user:TOKEN}, {@code NAME=TOKEN}. */
    SURROUNDED("There is extra text before or after the token. Paste only the token.", TokenShape::containsKnown),

    /** The Base64 form of a token, with or without a user name, as in an {@code Authorization} header. */
    ENCODED(
            "This looks like a Base64-encoded token. Paste the token as Azure DevOps showed it.",
            TokenShape::isEncoded),

    /** A variable of a pipeline, a shell or a template: {@code $(PAT)}, {@code %PAT%}, <code>{{pat}}</code>. */
    VARIABLE(
            "This looks like the name of a variable, such as $(PAT). Paste the token itself.",
            TokenShape.matches("\\$\\(.+\\)|[$#]\\{.+\\}#?|\\{\\{.+\\}\\}|\\$(env:)?[A-Za-z_]\\w*|%\\w+%|__\\w+__")),

    /** A GitHub token, which begins with a prefix. */
    GITHUB_TOKEN(
            "This looks like a GitHub token. Create a personal access token in Azure DevOps, and paste it here.",
            TokenShape.matches("(gh[oprsu]|github_pat)_.+")),

    /** A GitLab token, which begins with a prefix. */
    GITLAB_TOKEN(
            "This looks like a GitLab token. Create a personal access token in Azure DevOps, and paste it here.",
            TokenShape.matches("gl(pat|dt|rt|ptt)-.+")),

    /** What a form or a log shows instead of a secret. */
    MASKED(
            "This contains asterisks instead of the token. Create a new token, and copy it when Azure DevOps shows it.",
            token -> token.contains("***")),

    /** Shorter than the tokens that Azure DevOps issues. */
    INCOMPLETE(
            "The token does not look complete. Copy it again, or create a new one.",
            token -> token.length() < TokenShape.LENGTH),

    /** None of the above. */
    OTHER("", token -> true);

    /**
     * Tokens from before July 2024 use the Base32 alphabet. Later ones have letters, digits and the fixed text {@code
     * AZDO}.
     */
    private static final Pattern TOKEN = Pattern.compile("[a-z2-7]{52}|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}");

    private static final int OLDER_LENGTH = 52;
    private static final int LENGTH = 84;

    /** A user name, which may be empty, and something that may be a token. */
    private static final Pattern USER_AND_TOKEN = Pattern.compile("[ -~]*:[A-Za-z0-9]{20,}");

    /** A JSON Web Token within other input. Decoded from Base64URL, its first part begins with <code>{"</code>. */
    private static final Pattern JSON_WEB_TOKEN = Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}");

    /** Long enough for the Base64 form of a token, in which {@code +} and {@code /} do not occur. */
    private static final Pattern BASE_64 = Pattern.compile("[A-Za-z0-9]{70,}");

    private final String hint;
    private final Predicate<String> fits;

    TokenShape(String hint, Predicate<String> fits) {
        this.hint = hint;
        this.fits = fits;
    }

    static TokenShape of(String token) {
        return Stream.of(values())
                .filter(shape -> shape.fits.test(token))
                .findFirst()
                .orElse(OTHER);
    }

    static boolean isKnown(String input) {
        return (input.length() == LENGTH || input.length() == OLDER_LENGTH)
                && TOKEN.matcher(input).matches();
    }

    /** Returns whether a JSON Web Token (RFC 7519) is the whole input. Microsoft Entra issues such tokens. */
    static boolean isJsonWebToken(String input) {
        String[] parts = input.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        String header = decoded(parts[0]);
        return header.startsWith("{") && header.endsWith("}");
    }

    /** Returns whether a token, its Base64 form or a JSON Web Token is anywhere in the input. */
    static boolean isIn(String input) {
        return containsKnown(input)
                || JSON_WEB_TOKEN.matcher(input).find()
                || BASE_64.matcher(input).results().anyMatch(run -> containsEncoded(run.group()));
    }

    /** Returns a message that names the mistake and what to do, or an empty string if no mistake is visible. */
    String hint() {
        return hint;
    }

    private static Predicate<String> matches(String regex) {
        return Pattern.compile(regex).asMatchPredicate();
    }

    private static boolean isTwice(String token) {
        String half = token.substring(0, token.length() / 2);
        return isKnown(half) && token.equals(half + half);
    }

    private static boolean containsKnown(String input) {
        return TOKEN.matcher(input).find();
    }

    /**
     * Looks for Base64 at each of the first four positions, because other characters may come before it, such as the
     * {@code 3D} of {@code %3D}. Four positions are enough, because Base64 encodes three bytes as four characters.
     */
    private static boolean containsEncoded(String run) {
        return IntStream.range(0, 4).anyMatch(start -> isEncoded(run.substring(start)));
    }

    private static boolean isEncoded(String token) {
        String decoded = decoded(token);
        return containsKnown(decoded) || USER_AND_TOKEN.matcher(decoded).matches();
    }

    /**
     * Decodes Base64 and Base64URL, with or without padding. Removes the NUL characters of UTF-16, and white space at
     * both ends. Returns an empty string if the input is not Base64.
     */
    private static String decoded(String base64) {
        int end = base64.length();
        while (end > 0 && base64.charAt(end - 1) == '=') {
            end--;
        }
        String digits = base64.substring(0, end).replace('-', '+').replace('_', '/');
        try {
            return new String(Base64.getDecoder().decode(digits), ISO_8859_1)
                    .replace("\0", "")
                    .trim();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
