package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies how long an answer asks to wait, and what a failure contains. */
@Tag("unusual-environment")
class AnswerTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "' 30 ', PT30S",
        "00030, PT30S",
        "00000000000000000000000, PT0S",
        "86399, PT23H59M59S",
        "86400, PT24H",
        "86401, PT24H",
        "99999, PT24H",
        "100000, PT24H",
        "99999999999999999999999, PT24H",
        "-1,",
        "+1,",
        "1.5,",
        "'',",
        "/,",
        ":,",
        "\u0661,",
        "'Wed, 21 Oct 2015 07:28:00 GMT',",
        "'Thu, 31 Dec 2099 23:59:59 GMT', PT24H",
        "'Thu, 31 Dec 2099 23:59:59',",
        "'Thu, 99 Dec 2099 23:59:59 GMT',",
        "'Fri, 21 Oct 99999 07:28:00 GMT',",
        "2099-10-21T07:28:00Z,",
    })
    void retryAfterIsANumberOfSecondsOrADateAndAtMostOneDay(String header, @Nullable Duration expected) {
        assertThat(response(429, "", "Retry-After: " + header).retryAfter()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void aDateIsConvertedToTheTimeFromNow() {
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));

        assertThat(response(429, "", "Retry-After: " + inAnHour).retryAfter().orElseThrow())
                .isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
    }

    @Test
    void anAnswerWithoutRetryAfterHasNoTimeToWait() {
        assertThat(response(429, "").retryAfter()).isEmpty();
    }

    @Test
    void aFailureHasNoHeadersAndAResponseHasNoFailure() {
        IOException failure = new IOException();
        Answer answer = Answer.failure(failure);

        assertThat(answer.failure()).containsSame(failure);
        assertThatThrownBy(answer::headers).hasMessage("a failure has no headers");
        assertThat(response(200, "").failure()).isEmpty();
    }
}
