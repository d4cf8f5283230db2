package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.FuzzRun.any;
import static io.github.azuredevopsconnector.FuzzRun.literal;
import static io.github.azuredevopsconnector.FuzzRun.mixedCase;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import io.github.azuredevopsconnector.OrganizationUrlVectors.Vector;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the parser with random input. Some input has a known meaning, and the rest only resembles a URL. */
@Timeout(value = 1, unit = TimeUnit.HOURS) // for runs with more rounds
class OrganizationUrlFuzzTest {

    /** Pieces that some parsers treat specially. */
    private static final String[] TRICKS =
            ("/|//|\\|@|:|:443|?|#|.|..|%|%2e|%2F|%5c|%00|%40|[|]|&|;|http://|https://|ftp:|dev.azure.com|"
                            + ".visualstudio.com|visualstudio.com|contoso|evil.example|_apis|xn--|prod|tfsprodweu1|"
                            + "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst|\"|'|`|<|>|\u201C|\u201D|-|\0|\t|\n|\r| |"
                            + "\u00A0|\u0130|\u0131|\u017F|\u200B|\u200D|\u202E|\u2060|\u2215|\u3002|\uFE56|\uFEFF|\uFF0E|"
                            + "\uFF0F|\uFF1A|\uFF20|\uD83D\uDE00|\uD800|\uDFFF")
                    .split("\\|", -1);

    @Test
    void inputThatFollowsTheGrammarIsAccepted() {
        FuzzRun.rounds(random -> {
            OrganizationUrlGrammar.Accepted accepted = new OrganizationUrlGrammar.Accepted(random);

            assertThat(OrganizationUrl.tryParse(accepted.text).map(OrganizationUrl::organization))
                    .as(() -> literal(accepted.text))
                    .contains(accepted.organization);
            holds(accepted.text);
        });
    }

    @Test
    void inputThatBreaksOneRuleIsRefusedForThatReason() {
        FuzzRun.rounds(random -> {
            Reason reason = any(random, Reason.values());
            String text = OrganizationUrlGrammar.refused(random, reason);

            assertThat(refusalOf(text).map(InvalidOrganizationUrlException::reason))
                    .as(() -> literal(text))
                    .contains(reason);
            holds(text);
        });
    }

    @Test
    void anEditedUrlIsReadAsABrowserReadsItOrIsRefused() {
        List<Vector> vectors = OrganizationUrlVectors.all();
        FuzzRun.rounds(random -> {
            String text = vectors.get(random.nextInt(vectors.size())).text;
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                text = edited(text, vectors.get(random.nextInt(vectors.size())).text, random);
            }
            holds(text);
        });
    }

    private static Optional<InvalidOrganizationUrlException> refusalOf(String text) {
        try {
            OrganizationUrl.parse(text);
            return Optional.empty();
        } catch (InvalidOrganizationUrlException e) {
            return Optional.of(e);
        }
    }

    private static void holds(String text) {
        try {
            ParserRules.holdForUrl(text);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(literal(text), e);
        }
    }

    private static String edited(String text, String other, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(Math.min(text.length() - from, 9) + 1);
        String head = text.substring(0, from);
        String piece = text.substring(from, to);
        String rest = text.substring(to);
        switch (random.nextInt(7)) {
            case 0:
                return head + rest;
            case 1:
                return head + piece + piece + rest;
            case 2:
                return head + mixedCase(random, piece) + rest;
            case 3:
                return head + (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000) + rest;
            case 4:
                return head + other.substring(random.nextInt(other.length() + 1));
            default:
                return head + any(random, TRICKS) + piece + rest;
        }
    }
}
