package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the person at the form reads: what is wrong, and what to do next. */
@Tag("unusual-environment")
class MessageTest {

    static List<String> all() {
        Stream<String> parsers = Stream.concat(
                Arrays.stream(InvalidOrganizationUrlException.Reason.values())
                        .map(reason -> Rejected.of(new InvalidOrganizationUrlException(reason))
                                .message()),
                Arrays.stream(InvalidPersonalAccessTokenException.Reason.values())
                        .map(reason -> Rejected.of(
                                        new InvalidPersonalAccessTokenException(reason),
                                        OrganizationUrl.ofOrganization("contoso"))
                                .message()));
        Stream<String> rejected = Arrays.stream(Rejected.Reason.values())
                .map(reason -> Rejected.of(reason).message());
        Stream<String> inconclusive = Arrays.stream(Inconclusive.Reason.values())
                .map(reason -> Inconclusive.of(reason).message());
        return Stream.concat(parsers, Stream.concat(rejected, inconclusive)).collect(Collectors.toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMessageIsOneOrTwoSentences(String message) {
        assertThat(message).endsWith(".").matches("[A-Z][ -~“”]+");
        assertThat(message.split("(?<=\\.) (?=[A-Z])", -1)).hasSizeBetween(1, 2);
    }

    @Test
    void noTwoReasonsShareAMessage() {
        assertThat(all()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void anInconclusiveMessageDoesNotBlameWhatWasTyped(Inconclusive.Reason reason) {
        assertThat(Inconclusive.of(reason).message())
                .contains("Nothing is known to be wrong with what you entered")
                .doesNotContainIgnoringCase("token");
    }
}
