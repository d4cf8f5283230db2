package io.github.azuredevopsconnector;

import java.util.Random;
import java.util.function.Consumer;

/**
 * A bounded number of rounds with random input, the same in every build. {@code -Dfuzz.seed=…} takes other input,
 * {@code -Dfuzz.rounds=…} more of it.
 */
final class FuzzRun {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 5_000);

    static {
        System.out.println("-Dfuzz.seed=" + SEED + " -Dfuzz.rounds=" + ROUNDS);
    }

    private FuzzRun() {}

    /** Makes a text in each round, and checks it. */
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

    /** Some characters of an alphabet, fewer than a bound. */
    static String some(Random random, String alphabet, int bound) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(bound); i > 0; i--) {
            text.append(anyOf(random, alphabet));
        }
        return text.toString();
    }

    /** Letters at random in upper case. */
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

    /** A text as a Java string literal shows it, so that a find can be read, whatever is in it. */
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
