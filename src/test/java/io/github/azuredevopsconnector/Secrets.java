package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Finds any eight consecutive characters of a token, or of the header with the token, in text. */
final class Secrets {

    private static final int PIECE = 8;

    private final String token;
    private final Set<String> pieces = new HashSet<>();

    private Secrets(String token) {
        this.token = token;
        addPieces(token);
        addPieces(PersonalAccessToken.of(token).authorizationHeader().substring("Basic ".length()));
    }

    /** Returns a token of the current shape with random letters, so that no piece of it occurs by chance. */
    static Secrets random() {
        Random random = new Random();
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 76; i++) {
            token.append(FuzzRun.anyOf(random, "BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz"));
        }
        return new Secrets(token + "AZ" + "DO" + "0aB9");
    }

    String token() {
        return token;
    }

    void assertNotIn(Collection<String> texts) {
        assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(isIn(text)).isFalse());
    }

    boolean isIn(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i + PIECE <= lowerCase.length(); i++) {
            if (pieces.contains(lowerCase.substring(i, i + PIECE))) {
                return true;
            }
        }
        return false;
    }

    private void addPieces(String secret) {
        String lowerCase = secret.toLowerCase(Locale.ROOT);
        for (int i = 0; i + PIECE <= lowerCase.length(); i++) {
            pieces.add(lowerCase.substring(i, i + PIECE));
        }
    }
}
