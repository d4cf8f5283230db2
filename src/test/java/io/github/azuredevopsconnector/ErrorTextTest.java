package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.response;
import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies where the text of a refusal is found, and which error codes and phrases it contains. */
@Tag("unusual-environment")
class ErrorTextTest {

    private static final Pattern FAILED = Pattern.compile("HAS failed", CASE_INSENSITIVE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VS403463: it has failed",
                "  VS403463: it has failed",
                "\uFEFF VS403463: it has failed",
                "{\"message\":\"VS403463: it has failed\"}",
                "{\"message\":\" VS403463: it has failed\"}",
                "{\"Message\":\"VS403463: it has failed\"}",
                "{\"count\":1,\"value\":{\"Message\":\"VS403463: it has failed\"}}",
                "{\"message\":\"VS403463: it has failed\",\"typeKe",
                "{\"message\":\"x\",\"message\":\"VS403463: it has failed\"}",
                "<html><head><title>VS403463: it has failed</title></head></html>",
                "\r\n<HTML><TITLE lang='en'>\nVS403463: it has failed\n</TITLE>",
                "<title>VS403463: it has failed",
            })
    void theMessageIsFoundInTextJsonAndAnHtmlTitle(String body) {
        ErrorText errorText = errorText("", body);

        assertThat(errorText.hasCode("VS403463")).isTrue();
        assertThat(errorText.hasAnyCode()).isTrue();
        assertThat(errorText.saysInBody(FAILED)).isTrue();
        assertThat(errorText.saysInHeader(FAILED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"detail\":\"VS403463: it has failed\"}",
                "{\"value\":[{\"Message\":\"VS403463: it has failed\"}]}",
                "{\"message\":\"\",\"Message\":\"VS403463: it has failed\"}",
                "{\"message\":\"VS403463: it has failed\",\"message\":\"\"}",
                "{VS403463: it has failed",
                "<html><title>x</title><body>VS403463: it has failed</body></html>",
                "<html><body>VS403463: it has failed</body></html>",
                "<title",
            })
    void noOtherPartOfABodyIsAMessage(String body) {
        ErrorText errorText = errorText("", body);

        assertThat(errorText.hasCode("VS403463")).isFalse();
        assertThat(errorText.hasAnyCode()).isFalse();
        assertThat(errorText.saysInBody(FAILED)).isFalse();
    }

    /** The header is form-encoded, with a space as %20 or +. If it cannot be decoded, it is read as is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TF24668%3A%20it%20has%20failed",
                "TF24668%3A+it+has+failed",
                "TF24668: it has failed",
                "%20TF24668: it has failed",
                "TF24668: it has failed %",
                "TF24668: it has failed %zz",
            })
    void theErrorHeaderIsDecodedAndRead(String header) {
        ErrorText errorText = errorText(header, "{}");

        assertThat(errorText.hasCode("TF24668")).isTrue();
        assertThat(errorText.saysInHeader(FAILED)).isTrue();
        assertThat(errorText.saysInBody(FAILED)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TF24668: The collection is stopped: contoso. Administrator Reason: due to inactivity. | true",
                "TF24668: The collection is stopped: contoso. It was INACTIVE. | true",
                "TF24668: The collection is stopped: contoso. Administrator Reason: abuse. | false",
                "TF24668: The collection is stopped: inactive-labs. Administrator Reason: abuse. | false",
                "TF24668: The collection is stopped: inactive-labs. | false",
                "TF24668: The collection is stopped: inactive-labs | false",
                "The collection is stopped: contoso. It was inactive. | false",
            })
    void inactivityCountsOnlyIfItIsTheReasonForTheStop(String text, boolean inactive) {
        assertThat(errorText("", text).isStoppedForInactivity()).isEqualTo(inactive);
    }

    @Test
    @Timeout(10)
    void aTextThatRepeatsTheLabelOfTheReasonIsReadQuickly() {
        // More than twice as long as a body may be. A search that takes quadratic time would take half a minute.
        String text = "TF24668: " + "Administrator Reason:".repeat(30_000);

        assertThat(errorText(text, "").isStoppedForInactivity()).isFalse();
    }

    @Test
    void theHeaderAndTheBodyAreReadSeparately() {
        assertThat(errorText("VS40", "3463: x").hasCode("VS403463")).isFalse();
        assertThat(errorText("VS403463: x", "1").hasCode("VS403463")).isTrue();
        assertThat(errorText("TF24668: x is stopped.", "It was inactive.").isStoppedForInactivity())
                .isFalse();
        assertThat(errorText("TF400813: Not available", "The page 'x'").namesUser())
                .isFalse();
        assertThat(errorText("The page 'x'", "TF400813: The user 'x' is not authorized")
                        .namesUser())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TF400813: x, true",
        "TF400813:, true",
        "TF400813, false",
        "TF400813 x, false",
        "(TF400813: x), false",
        "TF4008130: x, false",
        "tf400813: x, false",
        "TF40081: x, false",
        "See TF400813: x, false",
    })
    void aCodeCountsOnlyAtTheBeginning(String body, boolean expected) {
        assertThat(errorText("", body).hasCode("TF400813")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TF400813: The user 'jane.doe@fabrikam.example' is not authorized | true",
                "TF400813: The user \"jane.doe@fabrikam.example\" is not authorized | true",
                "TF400813: The user '5a1d3c70-0000-4000-8000-0123456789ab' is not authorized | true",
                "TF400813: The user '5a1d3c70-0000-4000-8000-0123456789ab\\Jane' is not authorized | true",
                "TF400813: The user 'aad.MDAwMDAwMDAt' is not authorized | true",
                "TF400813: The user 'a'b' is not authorized | true",
                "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaab' is not authorized | true",
                "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized | false",
                "TF400813: The user 'AAAAAAAA-AAAA-aaaa-aaaa-aaaaaaaaaaaa' is not authorized | false",
                "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\\Anonymous' is not authorized | false",
                "TF400813: The user \"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\" is not authorized | false",
                "TF400813: The user '00000000-0000-0000-0000-000000000000' is not authorized | false",
                "TF400813: The user '' is not authorized | false",
                "TF400813: The user \"\" is not authorized | false",
                "TF400813: The user '' is not authorized; ask 'jane' | false",
                "TF400813: The user is not authorized to access this resource. | false",
                "TF400813: Resource not available for anonymous access. Don't ask for Jane's. | false",
                "TF400813: The user 'jane is not authorized | false",
                "TF400813: The user 'jane\" is not authorized | false",
                "TF400814: The user 'jane' is not authorized | false",
                "See TF400813: The user 'jane' is not authorized | false",
            })
    void onlyAUserInQuotesWhoIsNotAnonymousIsNamed(String body, boolean expected) {
        assertThat(errorText("", body).namesUser()).isEqualTo(expected);
    }

    @Test
    void theNamedUserMayBeOnAnotherLine() {
        assertThat(errorText("", "TF400813: The\nuser\n'jane'\nis not authorized")
                        .namesUser())
                .isTrue();
    }

    private static ErrorText errorText(String header, String body) {
        Answer answer = header.isEmpty() ? response(401, body) : response(401, body, "x-tfs-serviceerror: " + header);
        return ErrorText.of(answer, Body.of(answer));
    }
}
