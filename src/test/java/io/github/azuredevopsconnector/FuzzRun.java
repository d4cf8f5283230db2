package io.github.azuredevopsconnector;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs rounds with pseudorandom input. Every build uses the same seed, unless {@code -Dfuzz.seed=…} sets another.
 * {@code -Dfuzz.rounds=…} sets another number of rounds.
 */
final class FuzzRun {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 5_000);

    static {
        System.out.println("-Dfuzz.seed=" + SEED + " -Dfuzz.rounds=" + ROUNDS);
    }

    private FuzzRun() {}

    /** Runs all rounds. A failure names its round and the seed. */
    static void rounds(Consumer<Random> round) {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            try {
                round.accept(random);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("round " + i + " of -Dfuzz.seed=" + SEED, e);
            }
        }
    }

    @SafeVarargs
    static <T> T any(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static char anyOf(Random random, String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }

    /** Returns random characters of the alphabet, fewer than the bound. */
    static String some(Random random, String alphabet, int bound) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(bound); i > 0; i--) {
            text.append(anyOf(random, alphabet));
        }
        return text.toString();
    }

    /** Returns the text with random letters in upper case. */
    static String mixedCase(Random random, String text) {
        StringBuilder mixed = new StringBuilder(text);
        for (int i = 0; i < mixed.length(); i++) {
            char c = mixed.charAt(i);
            if (c >= 'a' && c <= 'z' && random.nextBoolean()) {
                mixed.setCharAt(i, (char) (c - ('a' - 'A')));
            }
        }
        return mixed.toString();
    }

    /** Returns the text as a JSON string, so that a report shows each of its characters. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars()
                .forEach(c -> literal.append(
                        c > ' ' && c <= '~' && c != '\\' && c != '"'
                                ? String.valueOf((char) c)
                                : String.format("\\u%04X", c)));
        return literal.append('"').toString();
    }
}
