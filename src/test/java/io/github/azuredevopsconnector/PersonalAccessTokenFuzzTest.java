package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.FuzzRun.any;
import static io.github.azuredevopsconnector.FuzzRun.anyOf;
import static io.github.azuredevopsconnector.FuzzRun.literal;
import static io.github.azuredevopsconnector.FuzzRun.mixedCase;
import static io.github.azuredevopsconnector.FuzzRun.some;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException.Reason;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the parser with random input. Only some of it has a known meaning. */
@Timeout(value = 1, unit = TimeUnit.HOURS) // for runs with more rounds
class PersonalAccessTokenFuzzTest {

    private static final String PRINTABLE = IntStream.rangeClosed('!', '~')
            .mapToObj(c -> String.valueOf((char) c))
            .collect(Collectors.joining());
    private static final String ILLEGAL =
            " \t\n\r\0\u0001\u001F\u007F\u0080\u0085\u00A0\u00E4\u200B\u2028\u202E\uFEFF\uFF21\uD83D\uDE00";

    private static final String[] PIECES =
            ("Basic|bearer|Authorization:|https://|a:b@|HTTP:|/|dev.azure.com/|contoso|.visualstudio.com|eyJ|"
                            + "eyJhbGciOiJSUzI1NiJ9|.|***|abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst|\"|'|`|<|>|"
                            + "\u201C|\u201D| |\t|:|==|\u200B|\n|a|~|!")
                    .split("\\|", -1);

    @Test
    void printableAsciiThatResemblesNothingElseIsAToken() {
        FuzzRun.rounds(random -> {
            String token = token(random, any(random, 8, 100, 4_096));
            String text = surrounded(random, token);

            assertThat(PersonalAccessToken.of(text).reveal())
                    .as(() -> literal(text))
                    .isEqualTo(token);
            ParserRules.holdForToken(text);
        });
    }

    @Test
    void inputThatBreaksOneRuleIsRefusedForThatReason() {
        FuzzRun.rounds(random -> {
            Reason reason = any(random, Reason.values());
            String text = surrounded(random, refused(random, reason));

            assertThat(refusalOf(text)).as(() -> literal(text)).contains(reason);
            ParserRules.holdForToken(text);
        });
    }

    @Test
    void anyInputIsATokenOrRefused() {
        FuzzRun.rounds(random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(any(random, PIECES));
                if (random.nextInt(4) == 0) {
                    text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
                }
            }
            try {
                ParserRules.holdForToken(text.toString());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(literal(text.toString()), e);
            }
        });
    }

    private static Optional<Reason> refusalOf(String text) {
        try {
            PersonalAccessToken.of(text);
            return Optional.empty();
        } catch (InvalidPersonalAccessTokenException e) {
            return Optional.of(e.reason());
        }
    }

    private static String refused(Random random, Reason reason) {
        switch (reason) {
            case EMPTY:
                return "";
            case TOO_LONG:
                return "a".repeat(4_096) + token(random, 9);
            case AUTHORIZATION_SCHEME_INCLUDED:
                return mixedCase(random, any(random, "", "authorization:", "authorization: "))
                        + mixedCase(random, any(random, "basic", "bearer"))
                        + any(random, " ", "\t", "  ")
                        + token(random, 5_000);
            case URL_CONTAINS_TOKEN:
                return mixedCase(random, any(random, "", "https://", "http://https://"))
                        + some(random, "abc", 4)
                        + ':'
                        + some(random, "abc:@", 20)
                        + '@'
                        + any(random, "dev.azure.com/contoso", "contoso.visualstudio.com", "dev.azure.com/contoso?a");
            case LOOKS_LIKE_ENTRA_TOKEN:
                return any(random, "eyJhbGciOiJSUzI1NiJ9", "eyJ0eXAiOiJKV1QifQ", "e30")
                        + '.'
                        + some(random, "abcXYZ019-_", 3_000)
                        + '.'
                        + some(random, "abcXYZ019-_", 3_000);
            case LOOKS_LIKE_URL:
                return random.nextBoolean()
                        ? new OrganizationUrlGrammar.Accepted(random).text
                        : mixedCase(random, any(random, "https://", "http://"))
                                + any(random, "", "a@", "a:1")
                                + any(random, "/", "?", "#")
                                + token(random, 5_000);
            case ILLEGAL_CHARACTER:
                return "a" + some(random, PRINTABLE, 50) + anyOf(random, ILLEGAL) + token(random, 50);
            default:
                throw new AssertionError(reason);
        }
    }

    private static String token(Random random, int bound) {
        return "a" + some(random, PRINTABLE, bound - 1) + anyOf(random, PRINTABLE);
    }

    private static String surrounded(Random random, String text) {
        String marks = OrganizationUrlGrammar.marks(random);
        int middle = marks.length() / 2;
        return some(random, OrganizationUrlGrammar.INVISIBLE, 3)
                + marks.substring(0, middle)
                + some(random, OrganizationUrlGrammar.INVISIBLE, 3)
                + text
                + some(random, OrganizationUrlGrammar.INVISIBLE, 3)
                + marks.substring(middle)
                + some(random, OrganizationUrlGrammar.INVISIBLE, 3);
    }
}
