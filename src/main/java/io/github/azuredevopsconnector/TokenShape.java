package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;

/** What a token looks like: a hint for the person who pasted it, never a reason to refuse it, because shapes change. */
enum TokenShape {
    /** One of the two shapes that Azure DevOps issues or has issued. */
    KNOWN(""),

    /** A JSON Web Token, as Microsoft Entra issues them. */
    ENTRA_TOKEN("This is a Microsoft Entra token: create a personal access token in Azure DevOps."),

    /** What follows {@code Basic} in an {@code Authorization} header: the Base64 form of {@code user:token}. */
    ENCODED("It looks like the Base64 form of a user name and a token: paste the token itself."),

    /** A token of a known shape with something around it: {@code :TOKEN}, {@code user:TOKEN}, {@code NAME=TOKEN}. */
    SURROUNDED("Something stands before or after the token: paste the token alone."),

    /** What a form or a log shows in place of a secret. */
    MASKED("It contains asterisks, which stand for a hidden token: create a new token, and copy it when Azure DevOps "
            + "shows it."),

    /** Shorter than the tokens that Azure DevOps issues. */
    INCOMPLETE("The token does not look complete: copy it again, or create a new one."),

    /** Nothing is known about it. */
    OTHER("");

    private static final AsciiSet BASE_32 = AsciiSet.range('a', 'z').or(AsciiSet.range('2', '7'));
    /** Before July 2024: characters of the Base32 alphabet. */
    private static final int OLDER_LENGTH = 52;
    /** Since July 2024: letters and digits, with a signature. */
    private static final int LENGTH = 84;

    private static final String SIGNATURE = "AZDO";
    private static final int SIGNATURE_INDEX = 76;

    private final String hint;

    TokenShape(String hint) {
        this.hint = hint;
    }

    static TokenShape of(String token) {
        if (isKnown(token)) {
            return KNOWN;
        }
        if (isJsonWebToken(token)) {
            return ENTRA_TOKEN;
        }
        if (isEncoded(token)) {
            return ENCODED;
        }
        if (containsKnown(token)) {
            return SURROUNDED;
        }
        if (token.contains("***")) {
            return MASKED;
        }
        return token.length() < LENGTH ? INCOMPLETE : OTHER;
    }

    static boolean isKnown(String text) {
        return (text.length() == OLDER_LENGTH && BASE_32.containsAll(text))
                || (text.length() == LENGTH
                        && text.startsWith(SIGNATURE, SIGNATURE_INDEX)
                        && AsciiSet.ALPHANUMERICS.containsAll(text));
    }

    /** Returns a sentence that names the mistake and what to do, or an empty text if no mistake shows. */
    String hint() {
        return hint;
    }

    private static boolean isJsonWebToken(String token) {
        return token.startsWith("eyJ") && token.chars().filter(c -> c == '.').count() == 2;
    }

    private static boolean isEncoded(String token) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(token), ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String afterColon = decoded.substring(decoded.lastIndexOf(':') + 1);
        return afterColon.length() < decoded.length()
                && !afterColon.isEmpty()
                && AsciiSet.ALPHANUMERICS.containsAll(afterColon);
    }

    /** Returns whether a run of letters and digits is a token by itself. */
    private static boolean containsKnown(String token) {
        for (int start = 0; start < token.length(); ) {
            int end = start;
            while (end < token.length() && AsciiSet.ALPHANUMERICS.contains(token.charAt(end))) {
                end++;
            }
            if (isKnown(token.substring(start, end))) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
